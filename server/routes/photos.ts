import type { Photo } from "@widthwise/worker/catalogue/photo.ts";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { errorResponse } from "../error-response.ts";
import { photoJson, photoUrl } from "../photo-json.ts";
import { receiveForm } from "../receive-form.ts";
import type { Services } from "../services.ts";

const MOST_PER_PAGE = 200;
const owner = [{ owner: [] }];
const tags = ["photos"];

const words = t.Object({
	title: t.Optional(t.Nullable(t.String({ maxLength: 300 }))),
	caption: t.Optional(t.Nullable(t.String({ maxLength: 5000 }))),
});

const pageQuery = t.Object({
	cursor: t.Optional(t.String({ maxLength: 200 })),
	limit: t.Optional(t.Integer({ minimum: 1, maximum: MOST_PER_PAGE })),
});

/** `/api/photos`: upload, list, look at, edit and delete photos. */
export function photoRoutes(services: Services): Elysia {
	const { gate, pipeline } = services;
	const { catalogue } = pipeline;
	const addresses = services.config;

	/** A photo as this asker may see it: visitors see what is published. */
	async function visible(id: string, isOwner: boolean): Promise<Photo> {
		const photo = await catalogue.find(id);
		if (photo && (isOwner || photo.status === "published")) return photo;
		throw noSuchPhoto();
	}

	async function jsonFor(photo: Photo, isOwner: boolean): Promise<object> {
		if (!isOwner) return photoJson(photo, addresses);
		return photoJson(photo, addresses, await catalogue.findPosition(photo.id));
	}

	const app = new Elysia();
	app.post(
		"/api/photos",
		async ({ request }) => {
			gate.requireOwner(request);
			const { photos, rejected, firstError } = await receiveForm(request, services);
			if (photos.length === 0) return errorResponse(firstError, { photos: [], rejected });
			const accepted = photos.map((photo) => ({
				id: photo.id,
				status: photo.status,
				filename: photo.filename,
				url: photoUrl(photo, addresses.imageUrl),
			}));
			return Response.json({ photos: accepted, rejected }, { status: 202 });
		},
		{
			// The body is read as a stream: nothing may parse it before.
			parse: "none",
			detail: {
				summary: "Upload photos",
				description:
					"multipart/form-data, field photos, one or many files. 202 if any was accepted, else the first rejection's status.",
				tags,
				security: owner,
			},
		},
	);
	app.get(
		"/api/photos",
		async ({ request, query }) => {
			const page = await catalogue.list({
				cursor: query.cursor ?? null,
				limit: query.limit ?? 50,
				publishedOnly: !gate.isOwner(request),
			});
			return {
				photos: page.photos.map((photo) => photoJson(photo, addresses)),
				cursor: page.cursor,
			};
		},
		{ query: pageQuery, detail: { summary: "List photos, newest first", tags } },
	);
	app.get(
		"/api/photos/:id",
		async ({ request, params }) => {
			const isOwner = gate.isOwner(request);
			return jsonFor(await visible(params.id, isOwner), isOwner);
		},
		{ detail: { summary: "One photo", tags } },
	);
	app.patch(
		"/api/photos/:id",
		async ({ request, params, body }) => {
			gate.requireOwner(request);
			const photo = await catalogue.updateWords(params.id, body);
			if (!photo) throw noSuchPhoto();
			return jsonFor(photo, true);
		},
		{ body: words, detail: { summary: "Edit title and caption", tags, security: owner } },
	);
	app.delete(
		"/api/photos/:id",
		async ({ request, params }) => {
			gate.requireOwner(request);
			if (!(await pipeline.retire(params.id))) throw noSuchPhoto();
			return new Response(null, { status: 204 });
		},
		{ detail: { summary: "Delete a photo and everything public about it", tags, security: owner } },
	);
	return app;
}

function noSuchPhoto(): WidthwiseError {
	return new WidthwiseError("not-found", "No such photo");
}
