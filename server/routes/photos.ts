import type { OwnersWords, Photo } from "@widthwise/worker/catalogue/photo.ts";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { errorResponse } from "../error-response.ts";
import { receiveForm } from "../form/receive-form.ts";
import { isPhotoId } from "../photo-id.ts";
import { photoJson, photoUrl } from "../photo-json.ts";
import { shownPosition } from "../rough-position.ts";
import type { Services } from "../services.ts";
import { readSmallBody } from "../small-body.ts";
import { sendText } from "../text-response.ts";

const MOST_PER_PAGE = 200;
const owner = [{ owner: [] }];
const tags = ["photos"];

const words = t.Object(
	{
		title: wordsOf("title", 300),
		caption: wordsOf("caption", 5000),
		showsPosition: t.Optional(
			t.Boolean({ error: "Cannot read showsPosition: must be true or false" }),
		),
	},
	{ error: "Send an object with a title, a caption, showsPosition or several of them" },
);

const pageQuery = t.Object({
	cursor: t.Optional(t.String()),
	limit: t.Optional(
		t.Integer({
			minimum: 1,
			maximum: MOST_PER_PAGE,
			error: `Cannot parse limit: must be 1 to ${MOST_PER_PAGE}`,
		}),
	),
});

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

/** `/api/photos`: upload, list, look at, edit and delete photos. */
export function photoRoutes(services: Services): Elysia {
	const { gate, pipeline } = services;
	const { catalogue } = pipeline;
	const addresses = services.config;

	/** A photo as this asker may see it: visitors see what is published. */
	async function visible(id: string, isOwner: boolean): Promise<Photo> {
		const photo = isPhotoId(id) ? await catalogue.find(id) : null;
		if (photo && (isOwner || photo.status === "published")) return photo;
		throw noSuchPhoto();
	}

	async function jsonFor(photo: Photo, isOwner: boolean): Promise<object> {
		if (!isOwner) return photoJson(photo, addresses, await shownPosition(catalogue, photo));
		return photoJson(photo, addresses, await catalogue.findPosition(photo.id));
	}

	const app = new Elysia();
	// What the owner is told differs from what visitors are: no cache may mix them up.
	app.onBeforeHandle(({ set }) => {
		set.headers["Cache-Control"] = "no-store";
	});
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
				requestBody: { required: true, content: { "multipart/form-data": { schema: uploadForm } } },
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
			const photos = page.photos.map((photo) => photoJson(photo, addresses));
			const headers = { "Cache-Control": "no-store" };
			return sendText(request, Response.json({ photos, cursor: page.cursor }, { headers }));
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
			const photo = isPhotoId(params.id)
				? await catalogue.updateWords(params.id, withoutBlanks(body))
				: null;
			if (!photo) throw noSuchPhoto();
			return jsonFor(photo, true);
		},
		{
			// Before the body is read: a stranger's is not looked at.
			parse: [
				({ request }) => {
					gate.requireOwner(request);
					return readSmallBody(request);
				},
				"json",
			],
			body: words,
			detail: {
				summary: "Edit title and caption, show roughly where it was taken or not",
				tags,
				security: owner,
			},
		},
	);
	app.delete(
		"/api/photos/:id",
		async ({ request, params }) => {
			gate.requireOwner(request);
			const isKnown = isPhotoId(params.id) && (await pipeline.retire(params.id));
			if (!isKnown) throw noSuchPhoto();
			return new Response(null, { status: 204 });
		},
		{ detail: { summary: "Delete a photo and everything public about it", tags, security: owner } },
	);
	return app;
}

/** Words as they are kept: emptying a field takes them away. */
function withoutBlanks(words: OwnersWords): OwnersWords {
	const entries = Object.entries(words).map(([name, value]) => [
		name,
		typeof value === "boolean" ? value : value?.trim() || null,
	]);
	return Object.fromEntries(entries);
}

function wordsOf(name: string, maxLength: number) {
	// Postgres keeps every character but this one.
	const text = t.String({ maxLength, pattern: "^[^\\u0000]*$" });
	const error = `Cannot read ${name}: must be text of at most ${maxLength} characters, or null`;
	return t.Optional(t.Nullable(text, { error }));
}

function noSuchPhoto(): WidthwiseError {
	return new WidthwiseError("not-found", "No such photo");
}
