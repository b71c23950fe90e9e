import { Elysia, t } from "elysia";
import { createSignInLimit } from "../owner/sign-in-limit.ts";
import { visitorAddress } from "../owner/visitor-address.ts";
import { deskFrame } from "../pages/desk-frame.tsx";
import { page } from "../pages/layout.tsx";
import { SignInPage } from "../pages/sign-in.tsx";
import type { Services } from "../services.ts";
import { readSmallBody } from "../small-body.ts";

/** What a request must tell to be counted. */
type Asking = {
	readonly request: Request;
	readonly server: { requestIP(request: Request): { readonly address: string } | null } | null;
};

/** Signing in by link, token or password, and out. */
export function signInRoutes(services: Services): Elysia {
	const { config, gate, password } = services;
	const { siteName } = config;
	const limit = createSignInLimit(Date.now);

	async function form(
		request: Request,
		problem: string | null,
		status: number,
		headers = {},
	): Promise<Response> {
		const hasPassword = await password.isSet();
		const frame = await deskFrame(services, "Sign in", null, gate.isOwner(request));
		const content = <SignInPage {...{ siteName, problem, hasPassword }} />;
		const response = await page(frame, content, status);
		const all = { "Cache-Control": "no-store", ...headers };
		for (const [name, value] of Object.entries(all)) response.headers.set(name, String(value));
		return response;
	}

	/** No limit: nobody finds a token by trying. */
	async function signInByToken(request: Request, token: string): Promise<Response> {
		if (!gate.isToken(token)) return form(request, "That is not the owner's token.", 401);
		// The link is often followed again in a browser that is signed in.
		return redirectHome(gate.sessionOf(request) ? null : await gate.signIn(request));
	}

	async function signInByPassword({ request, server }: Asking, text: string): Promise<Response> {
		if (gate.isToken(text)) return signInByToken(request, text);
		const peer = server?.requestIP(request)?.address ?? "";
		const address = visitorAddress(peer, request.headers.get("x-forwarded-for"));
		const seconds = limit.attempt(address);
		if (seconds > 0) return form(request, tooMany(seconds), 429, { "Retry-After": seconds });
		if (!(await password.isPassword(text))) return form(request, "That is not the password.", 401);
		limit.forgive(address);
		return redirectHome(await gate.signIn(request));
	}

	const app = new Elysia({ detail: { hide: true } });
	app.get(
		"/sign-in",
		({ request, query }) =>
			query.token ? signInByToken(request, query.token) : form(request, null, 200),
		{ query: t.Object({ token: t.Optional(t.String()) }) },
	);
	app.post(
		"/sign-in",
		({ request, server, body }) =>
			"password" in body
				? signInByPassword({ request, server }, body.password)
				: signInByToken(request, body.token),
		{
			parse: ({ request }) => {
				gate.requireOwnPage(request);
				return readSmallBody(request);
			},
			body: t.Union([t.Object({ token: t.String() }), t.Object({ password: t.String() })], {
				error: "Send the owner's token in the field token, or the password in the field password",
			}),
		},
	);
	app.post("/sign-out", async ({ request }) => {
		gate.requireOwnPage(request);
		return redirectHome(await gate.signOut(request));
	});
	return app;
}

function redirectHome(cookie: string | null): Response {
	const headers = new Headers({ Location: "/", "Cache-Control": "no-store" });
	if (cookie) headers.set("Set-Cookie", cookie);
	return new Response(null, { status: 303, headers });
}

function tooMany(seconds: number): string {
	const minutes = Math.ceil(seconds / 60);
	const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
	return `Too many wrong passwords: wait ${wait}, or use the sign-in link that the server prints when it starts.`;
}
