import { Elysia } from "elysia";
import { errorResponse } from "../../http/error-response.ts";
import { type ImageAddresses, photoUrl } from "../../photos/photo-json.ts";
import { forOwner } from "../../photos/shown-photo.ts";
import type { OwnerGate } from "../../sign-in/gate.ts";
import { type FormParts, receiveForm } from "./receive-form.ts";

const uploadForm = {
	type: "object" as const,
	properties: {
		photos: {
			type: "array" as const,
			items: { type: "string" as const, format: "binary" as const },
		},
	},
	required: ["photos"],
};

/** Serves `POST /api/photos`: uploads by form, for the owner's programs. */
export function uploadFormRoutes(
	parts: FormParts & {
		readonly gate: Pick<OwnerGate, "requireOwner">;
		readonly site: Pick<ImageAddresses, "imageUrl" | "publicWords">;
	},
): Elysia {
	const { gate, site } = parts;
	const app = new Elysia();
	app.post(
		"/api/photos",
		async ({ request }) => {
			gate.requireOwner(request);
			const { photos, rejected, firstError } = await receiveForm(request, parts);
			if (photos.length === 0) return errorResponse(firstError, { photos: [], rejected });
			const accepted = photos.map((photo) => ({
				id: photo.id,
				status: photo.status,
				filename: photo.filename,
				url: photoUrl(forOwner(photo, site.publicWords), site.imageUrl),
			}));
			const headers = { "Cache-Control": "no-store" };
			return Response.json({ photos: accepted, rejected }, { status: 202, headers });
		},
		{
			// The body is read as a stream, so Elysia must not parse it.
			parse: "none",
			detail: {
				summary: "Upload photos",
				description:
					"multipart/form-data, field photos, one or more files. 202 if any was accepted, else the status of the first refused file.",
				tags: ["photos"],
				security: [{ owner: [] }],
				requestBody: { required: true, content: { "multipart/form-data": { schema: uploadForm } } },
			},
		},
	);
	return app;
}
