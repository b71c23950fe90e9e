import type { Catalogue, Renewals } from "@widthwise/worker/catalogue";
import type { PublishAgain } from "@widthwise/worker/publishing";
import type { PhotoQueue } from "@widthwise/worker/queue";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import { requestIdOf } from "../http/request-id.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { publishFailedAgain } from "./publish-failed-again.ts";

/** Failed photos that one request can retry. */
const MAX_RETRIED = 1000;

/** Serves `POST /desk/again` and `POST /api/photos/:id/publish`: publish failed photos again. */
export function publishAgainRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "failed" | "find">;
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly publishAgain: PublishAgain;
	readonly renewals: Pick<Renewals, "retry">;
	readonly backgroundQueue: Pick<PhotoQueue, "enqueue">;
}): Elysia {
	const { catalogue, gate } = parts;
	const app = new Elysia();
	app.post(
		"/desk/again",
		async ({ request, body }) => {
			const ids =
				body.id === "all" ? (await catalogue.failed(MAX_RETRIED)).map(({ id }) => id) : [body.id];
			for (const id of ids.filter(isPhotoId))
				await publishFailedAgain(parts, id, requestIdOf(request));
			return Response.redirect(body.from ?? "/desk", 303);
		},
		{
			...ownerForm(gate),
			body: t.Object({
				id: t.String(),
				from: t.Optional(t.Union([t.Literal("/desk"), t.Literal("/admin/queue")])),
			}),
			detail: { hide: true },
		},
	);
	app.post(
		"/api/photos/:id/publish",
		async ({ request, params: { id } }) => {
			gate.requireOwner(request);
			const isAccepted =
				isPhotoId(id) && (await publishFailedAgain(parts, id, requestIdOf(request)));
			if (!isAccepted) throw new WidthwiseError("not-found", "No failed photo has this id");
			const headers = { "Cache-Control": "no-store" };
			return Response.json({ id, status: "received" }, { status: 202, headers });
		},
		{
			parse: "none",
			detail: {
				summary: "Publish a failed photo again",
				tags: ["photos"],
				security: [{ owner: [] }],
			},
		},
	);
	return app;
}
