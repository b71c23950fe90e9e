import { Elysia } from "elysia";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "../photo-id.ts";
import type { Services } from "../services.ts";
import { publishFailedAgain } from "./desk.tsx";

/** `POST /api/photos/:id/publish`: tries to publish a photo that failed once more. */
export function publishAgainRoutes(services: Services): Elysia {
	const app = new Elysia();
	app.post(
		"/api/photos/:id/publish",
		async ({ request, params: { id } }) => {
			services.gate.requireOwner(request);
			const isAccepted = isPhotoId(id) && (await publishFailedAgain(services, id));
			if (!isAccepted) throw new WidthwiseError("not-found", "No such photo has failed");
			const headers = { "Cache-Control": "no-store" };
			return Response.json({ id, status: "received" }, { status: 202, headers });
		},
		{
			parse: "none",
			detail: {
				summary: "Try to publish a photo that failed once more",
				tags: ["photos"],
				security: [{ owner: [] }],
			},
		},
	);
	return app;
}
