import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { signInFirst } from "../owner/sign-in-first.ts";
import { type SignInsFacts, SignInsPage } from "../pages/desk/sign-ins-page.tsx";
import { deskFrame } from "../pages/desk-frame.tsx";
import { page } from "../pages/layout.tsx";
import type { Services } from "../services.ts";
import { ownersForm } from "./owners-form.ts";

/** Whoever finds a browser signed in since long ago must not be able to lock its owner out. */
const FRESH_MS = 3600_000;

/** `/desk/sign-ins`: the password, and the browsers in which the owner is signed in. */
export function signInsRoutes(services: Services): Elysia {
	const { gate, password, sessions } = services;
	const form = ownersForm(gate);

	async function show(
		request: Request,
		said: SignInsFacts["said"] = null,
		status = 200,
	): Promise<Response> {
		const hasPassword = await password.isSet();
		const current = gate.sessionOf(request);
		const facts = { sessions: sessions.list(), current, hasPassword, said };
		const frame = await deskFrame(services, "Password and sign-ins", null);
		return page(frame, <SignInsPage {...facts} />, status);
	}

	async function endOthers(request: Request): Promise<void> {
		const current = gate.sessionOf(request)?.id;
		await sessions.end(sessions.list().flatMap(({ id }) => (id === current ? [] : [id])));
	}

	async function setPassword(request: Request, text: string): Promise<Response> {
		const session = gate.sessionOf(request);
		if (session && Date.now() - session.createdAt.getTime() > FRESH_MS) {
			const problem = "You signed in long ago: sign out, sign in again, then set the password.";
			return show(request, { text: problem, isProblem: true }, 403);
		}
		try {
			await password.set(text);
		} catch (error) {
			if (!(error instanceof WidthwiseError) || error.code !== "bad-request") throw error;
			return show(request, { text: `${error.message}.`, isProblem: true }, 400);
		}
		await endOthers(request);
		return show(request, { text: "The password is set.", isProblem: false });
	}

	const app = new Elysia({ detail: { hide: true } });
	app.get("/desk/sign-ins", ({ request }) =>
		gate.isOwner(request) ? show(request) : signInFirst(request),
	);
	app.post("/desk/password", ({ request, body }) => setPassword(request, body.password), {
		...form,
		body: t.Object({ password: t.String() }),
	});
	app.post(
		"/desk/sign-ins/end",
		async ({ request, body }) => {
			if (body.id === "others") await endOthers(request);
			else await sessions.end([body.id]);
			return Response.redirect("/desk/sign-ins", 303);
		},
		{ ...form, body: t.Object({ id: t.String() }) },
	);
	return app;
}
