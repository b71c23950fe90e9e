import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { assetRoutes } from "../frame/asset-routes.ts";
import { page, type Site } from "../frame/layout.tsx";
import { OWNER_CSS, styleSheet } from "../frame/style-sheet.ts";
import type { OwnerGate } from "./gate.ts";
import { ownerForm } from "./owner-form.ts";
import type { OwnerPassword } from "./password.ts";
import { redirectToSignIn } from "./redirect-to-sign-in.ts";
import type { Sessions } from "./sessions.ts";
import { SessionsPage, type SessionsPageProps } from "./sessions-page.tsx";

/**
 * Someone who finds a browser signed in must not be able to lock the owner out by a new password.
 */
const FRESH_MS = 3600_000;

const STYLE = styleSheet("sessions.css", [OWNER_CSS, new URL("./sessions.css", import.meta.url)]);

/** Serves `/desk/sign-ins`: sets the password; lists and ends the owner's sessions. */
export function sessionsRoutes(parts: {
	readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner" | "sessionOf">;
	readonly password: Pick<OwnerPassword, "isSet" | "set">;
	readonly sessions: Pick<Sessions, "list" | "end">;
	readonly site: Site;
}): Elysia {
	const { gate, password, sessions, site } = parts;
	const form = ownerForm(gate);

	async function show(
		request: Request,
		notice: SessionsPageProps["notice"] = null,
		status = 200,
	): Promise<Response> {
		const hasPassword = await password.isSet();
		const current = gate.sessionOf(request);
		const props = { sessions: sessions.list(), current, hasPassword, notice };
		const title = "Password and sessions";
		const frame = { title, isOwner: true, site, styleSheets: [STYLE] };
		return page(frame, <SessionsPage {...props} />, status);
	}

	async function endOthers(request: Request): Promise<void> {
		const current = gate.sessionOf(request)?.id;
		await sessions.end(sessions.list().flatMap(({ id }) => (id === current ? [] : [id])));
	}

	async function setPassword(request: Request, text: string): Promise<Response> {
		const session = gate.sessionOf(request);
		if (session && Date.now() - session.createdAt.getTime() > FRESH_MS) {
			const problem =
				"You signed in more than an hour ago: sign out, sign in again, then set the password.";
			return show(request, { text: problem, isProblem: true }, 403);
		}
		try {
			await password.set(text);
		} catch (error) {
			if (!(error instanceof WidthwiseError) || error.code !== "bad-request") throw error;
			return show(request, { text: `${error.message}.`, isProblem: true }, 400);
		}
		await endOthers(request);
		return show(request, { text: "Password saved.", isProblem: false });
	}

	const app = new Elysia({ detail: { hide: true } });
	app.use(assetRoutes(STYLE));
	app.get("/desk/sign-ins", ({ request }) =>
		gate.isOwner(request) ? show(request) : redirectToSignIn(request),
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
