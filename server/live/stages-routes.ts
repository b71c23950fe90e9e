import type { Catalogue } from "@widthwise/worker/catalogue";
import { Elysia, t } from "elysia";
import { isPhotoId } from "widthwise/url";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";

/** Photos in one request. */
const MAX_STAGES = 100;

/** Serves `POST /upload/stages`: the stages of some photos, for the owner's pages. */
export function stagesRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly gate: Pick<OwnerGate, "requireOwner">;
}): Elysia {
	const { catalogue, gate } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.post(
		"/upload/stages",
		async ({ body }) => {
			const found = await Promise.all(body.ids.filter(isPhotoId).map((id) => catalogue.find(id)));
			const photos = found.flatMap((photo) =>
				photo
					? [{ id: photo.id, status: photo.status, message: photo.errorMessage ?? undefined }]
					: [],
			);
			return Response.json({ photos }, { headers: { "Cache-Control": "no-store" } });
		},
		{
			...ownerForm(gate),
			body: t.Object({ ids: t.Array(t.String(), { maxItems: MAX_STAGES }) }),
		},
	);
	return app;
}
