import { Elysia, t } from "elysia";
import { assetRoutes } from "../frame/asset-routes.ts";
import { page, type Site } from "../frame/layout.tsx";
import { OWNER_CSS, styleSheet } from "../frame/style-sheet.ts";
import { readSmallBody } from "../http/small-body.ts";
import type { Visitors } from "../http/visitors.ts";
import type { OwnerGate } from "./gate.ts";
import type { OwnerPassword } from "./password.ts";
import { pageAfterSignIn } from "./redirect-to-sign-in.ts";
import type { SignInLimit } from "./sign-in-limit.ts";
import type { SignInLink } from "./sign-in-link.ts";
import { SignInPage, type SignInPageProps } from "./sign-in-page.tsx";

const USED_LINK =
	"This sign-in link has expired or was used: on the server, npm run sign-in prints another.";

const STYLE = styleSheet("sign-in.css", [OWNER_CSS]);

/** Serves `/sign-in` (by link, token or password) and `/sign-out`. */
export function signInOutRoutes(parts: {
	readonly gate: OwnerGate;
	readonly password: Pick<OwnerPassword, "isSet" | "isPassword">;
	readonly limits: { readonly password: SignInLimit };
	readonly site: Site;
	readonly visitors: Pick<Visitors, "networkOf">;
	/** Uses a link; resolves to `false` if it has been used. */
	readonly useLink: (link: SignInLink) => Promise<boolean>;
}): Elysia {
	const { gate, password, site, visitors, useLink } = parts;
	const { siteName } = site;
	const limit = parts.limits.password;

	/** Answers with the form, or with the button of a link. */
	async function form(
		request: Request,
		shown: Pick<SignInPageProps, "problem" | "link"> & { readonly wanted: string | undefined },
		status: number,
		headers: Readonly<Record<string, string>> = {},
	): Promise<Response> {
		const wanted = pageAfterSignIn(shown.wanted);
		const props = { ...shown, wanted, siteName, hasPassword: await password.isSet() };
		const isOwner = gate.isOwner(request);
		const frame = { title: "Sign in", isOwner, site, styleSheets: [STYLE] };
		const response = await page(frame, <SignInPage {...props} />, status);
		const all = { "Cache-Control": "no-store", "Referrer-Policy": "same-origin", ...headers };
		for (const [name, value] of Object.entries(all)) response.headers.set(name, value);
		return response;
	}

	/** Opening a link only shows a button: messengers and mail programs open links for previews. */
	function showLink(request: Request, link: string, wanted: string | undefined): Promise<Response> {
		if (gate.readLink(link) === null) return refuse(request, wanted, USED_LINK);
		return form(request, { problem: null, link, wanted }, 200);
	}

	async function signInByLink(
		request: Request,
		secret: string,
		wanted: string | undefined,
	): Promise<Response> {
		// The owner often opens the link again in a browser that is signed in already.
		if (gate.sessionOf(request)) return redirect(pageAfterSignIn(wanted), []);
		const link = gate.readLink(secret);
		if (!link || !(await useLink(link))) return refuse(request, wanted, USED_LINK);
		return redirect(pageAfterSignIn(wanted), await gate.signIn(request));
	}

	/** Signs in by the password or the owner's token. */
	async function signInBySecret(
		request: Request,
		sent: { readonly text: string; readonly isRight: () => boolean | Promise<boolean> },
		wanted: string | undefined,
		problem: string,
	): Promise<Response> {
		const browser = gate.knownBrowser(request);
		// Others' attempts must not lock the owner out of a browser that the owner has used.
		const source = browser === null ? visitors.networkOf(request) : `browser ${browser}`;
		const seconds = limit.attempt(source, browser === null);
		if (seconds > 0) {
			const headers = { "Retry-After": String(seconds) };
			return form(request, { problem: tooMany(seconds), link: null, wanted }, 429, headers);
		}
		if (!gate.isToken(sent.text) && !(await sent.isRight()))
			return refuse(request, wanted, problem);
		limit.reset(source);
		const isSignedIn = gate.sessionOf(request) !== null;
		return redirect(pageAfterSignIn(wanted), isSignedIn ? [] : await gate.signIn(request));
	}

	const refuse = (
		request: Request,
		wanted: string | undefined,
		problem: string,
	): Promise<Response> => form(request, { problem, link: null, wanted }, 401);

	/** The path of the page to show after signing in. */
	const wanted = t.Optional(t.String());
	const app = new Elysia({ detail: { hide: true } });
	app.use(assetRoutes(STYLE));
	app.get(
		"/sign-in",
		({ request, query: { link, wanted } }) =>
			link === undefined
				? form(request, { problem: null, link: null, wanted }, 200)
				: showLink(request, link, wanted),
		{ query: t.Object({ link: t.Optional(t.String()), wanted }) },
	);
	app.post(
		"/sign-in",
		({ request, body }) => {
			if ("link" in body) return signInByLink(request, body.link, body.wanted);
			if ("token" in body) {
				const sent = { text: body.token, isRight: () => false };
				return signInBySecret(request, sent, body.wanted, "Incorrect owner token.");
			}
			const sent = { text: body.password, isRight: () => password.isPassword(body.password) };
			return signInBySecret(request, sent, body.wanted, "Incorrect password.");
		},
		{
			parse: ({ request }) => {
				gate.requireOwnPage(request);
				return readSmallBody(request);
			},
			body: t.Union(
				[
					t.Object({ token: t.String(), wanted }),
					t.Object({ password: t.String(), wanted }),
					t.Object({ link: t.String(), wanted }),
				],
				{
					error: "Send the owner's token as the field token, or the password as the field password",
				},
			),
		},
	);
	app.post("/sign-out", async ({ request }) => {
		gate.requireOwnPage(request);
		return redirect("/", [await gate.signOut(request)]);
	});
	return app;
}

function redirect(location: string, cookies: readonly string[]): Response {
	const headers = new Headers({ Location: location, "Cache-Control": "no-store" });
	for (const cookie of cookies) headers.append("Set-Cookie", cookie);
	return new Response(null, { status: 303, headers });
}

function tooMany(seconds: number): string {
	const minutes = Math.ceil(seconds / 60);
	const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
	return `Too many wrong passwords: try again in ${wait}, or use a sign-in link: on the server, npm run sign-in prints one.`;
}
