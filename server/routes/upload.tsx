import { Elysia, t } from "elysia";
import { receiveForm } from "../form/receive-form.ts";
import { signInFirst } from "../owner/sign-in-first.ts";
import { deskFrame } from "../pages/desk-frame.tsx";
import { page } from "../pages/layout.tsx";
import { UploadPage, type UploadPageFacts } from "../pages/upload.tsx";
import { isPhotoId } from "../photo-id.ts";
import type { Services } from "../services.ts";
import { readSmallBody } from "../small-body.ts";
import { UPLOADS_PATH } from "./uploads.ts";

/** Photos asked for at once. */
const MOST_STAGES = 100;

/** The upload page, for browsers with and without script. */
export function uploadRoutes(services: Services): Elysia {
	const { gate, config, pipeline } = services;

	async function uploadPage(result: UploadPageFacts["result"], status = 200): Promise<Response> {
		const facts = { result, maxFileBytes: config.pipeline.maxFileBytes, endpoint: UPLOADS_PATH };
		const frame = await deskFrame(services, "Upload", "upload");
		return page(frame, <UploadPage {...facts} />, status);
	}

	const app = new Elysia({ detail: { hide: true } });
	app.get("/upload", ({ request }) =>
		gate.isOwner(request) ? uploadPage(null) : signInFirst(request),
	);
	app.post(
		"/upload",
		async ({ request }) => {
			gate.requireOwner(request);
			const { photos, rejected } = await receiveForm(request, services);
			if (rejected.length === 0) return Response.redirect("/", 303);
			const result = { accepted: photos.length, rejected };
			return uploadPage(result, photos.length > 0 ? 202 : 422);
		},
		{ parse: "none" },
	);
	app.post(
		"/upload/stages",
		async ({ body }) => {
			const known = await Promise.all(
				body.ids.filter(isPhotoId).map((id) => pipeline.catalogue.find(id)),
			);
			const photos = known.flatMap((photo) =>
				photo
					? [{ id: photo.id, status: photo.status, message: photo.errorMessage ?? undefined }]
					: [],
			);
			return Response.json({ photos }, { headers: { "Cache-Control": "no-store" } });
		},
		{
			parse: ({ request }) => {
				gate.requireOwner(request);
				return readSmallBody(request);
			},
			body: t.Object({ ids: t.Array(t.String(), { maxItems: MOST_STAGES }) }),
		},
	);
	return app;
}
