import { Elysia, t } from "elysia";
import { page } from "../pages/layout.tsx";
import { SignInPage } from "../pages/sign-in.tsx";
import type { Services } from "../services.ts";
import { readSmallBody } from "../small-body.ts";

/** Signing in by link or form, and out. */
export function signInRoutes({ gate }: Services): Elysia {
	const redirectHome = (cookie: string): Response =>
		new Response(null, {
			status: 303,
			headers: { Location: "/", "Set-Cookie": cookie, "Cache-Control": "no-store" },
		});

	function signIn(token: string): Response | Promise<Response> {
		if (gate.isToken(token)) return redirectHome(gate.signInCookie());
		return form("That is not the owner's token.", 401);
	}

	const app = new Elysia({ detail: { hide: true } });
	app.get("/sign-in", ({ query }) => (query.token ? signIn(query.token) : form(null, 200)), {
		query: t.Object({ token: t.Optional(t.String()) }),
	});
	app.post("/sign-in", ({ body }) => signIn(body.token), {
		parse: ({ request }) => readSmallBody(request),
		body: t.Object({ token: t.String({ error: "Send the owner's token in the field token" }) }),
	});
	app.post("/sign-out", () => redirectHome(gate.signOutCookie()));
	return app;
}

function form(problem: string | null, status: number): Promise<Response> {
	return page({ title: "Sign in", isOwner: false }, <SignInPage problem={problem} />, status);
}
