import { Elysia, t } from "elysia";
import { assetRoutes } from "../frame/asset-routes.ts";
import { page, type Site } from "../frame/layout.tsx";
import { OWNER_CSS, styleSheet } from "../frame/style-sheet.ts";
import { readSmallBody } from "../http/small-body.ts";
import type { Visitors } from "../http/visitors.ts";
import type { OwnerGate } from "./gate.ts";
import type { OwnerPassword } from "./password.ts";
import { pageAfterSignIn } from "./redirect-to-sign-in.ts";
import { createSignInLimit } from "./sign-in-limit.ts";
import { SignInPage } from "./sign-in-page.tsx";

const STYLE = styleSheet("sign-in.css", [OWNER_CSS]);

/** Serves `/sign-in` (by link, token or password) and `/sign-out`. */
export function signInOutRoutes(parts: {
	readonly gate: OwnerGate;
	readonly password: Pick<OwnerPassword, "isSet" | "isPassword">;
	readonly site: Site;
	readonly visitors: Pick<Visitors, "networkOf">;
}): Elysia {
	const { gate, password, site, visitors } = parts;
	const { siteName } = site;
	const limit = createSignInLimit(Date.now);

	async function form(
		request: Request,
		wanted: string | undefined,
		problem: string | null,
		status: number,
		headers = {},
	): Promise<Response> {
		const hasPassword = await password.isSet();
		const isOwner = gate.isOwner(request);
		const frame = { title: "Sign in", isOwner, site, styleSheets: [STYLE] };
		const content = (
			<SignInPage {...{ siteName, problem, hasPassword, wanted: pageAfterSignIn(wanted) }} />
		);
		const response = await page(frame, content, status);
		const all = { "Cache-Control": "no-store", ...headers };
		for (const [name, value] of Object.entries(all)) response.headers.set(name, String(value));
		return response;
	}

	/** Not limited: a token is too long to guess. */
	async function signInByToken(
		request: Request,
		token: string,
		wanted: string | undefined,
	): Promise<Response> {
		if (!gate.isToken(token)) return form(request, wanted, "Incorrect owner token.", 401);
		// The owner often opens the link again in a browser that is signed in already.
		const cookie = gate.sessionOf(request) ? null : await gate.signIn(request);
		return redirect(pageAfterSignIn(wanted), cookie);
	}

	async function signInByPassword(
		request: Request,
		text: string,
		wanted: string | undefined,
	): Promise<Response> {
		if (gate.isToken(text)) return signInByToken(request, text, wanted);
		const network = visitors.networkOf(request);
		const seconds = limit.attempt(network);
		if (seconds > 0) {
			return form(request, wanted, tooMany(seconds), 429, { "Retry-After": seconds });
		}
		if (!(await password.isPassword(text))) {
			return form(request, wanted, "Incorrect password.", 401);
		}
		limit.reset(network);
		return redirect(pageAfterSignIn(wanted), await gate.signIn(request));
	}

	/** The path of the page to show after signing in. */
	const wanted = t.Optional(t.String());
	const app = new Elysia({ detail: { hide: true } });
	app.use(assetRoutes(STYLE));
	app.get(
		"/sign-in",
		({ request, query }) =>
			query.token
				? signInByToken(request, query.token, query.wanted)
				: form(request, query.wanted, null, 200),
		{ query: t.Object({ token: t.Optional(t.String()), wanted }) },
	);
	app.post(
		"/sign-in",
		({ request, body }) =>
			"password" in body
				? signInByPassword(request, body.password, body.wanted)
				: signInByToken(request, body.token, body.wanted),
		{
			parse: ({ request }) => {
				gate.requireOwnPage(request);
				return readSmallBody(request);
			},
			body: t.Union(
				[t.Object({ token: t.String(), wanted }), t.Object({ password: t.String(), wanted })],
				{
					error: "Send the owner's token as the field token, or the password as the field password",
				},
			),
		},
	);
	app.post("/sign-out", async ({ request }) => {
		gate.requireOwnPage(request);
		return redirect("/", await gate.signOut(request));
	});
	return app;
}

function redirect(location: string, cookie: string | null): Response {
	const headers = new Headers({ Location: location, "Cache-Control": "no-store" });
	if (cookie) headers.set("Set-Cookie", cookie);
	return new Response(null, { status: 303, headers });
}

function tooMany(seconds: number): string {
	const minutes = Math.ceil(seconds / 60);
	const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
	return `Too many wrong passwords: try again in ${wait}, or use the sign-in link that the server prints when it starts.`;
}
