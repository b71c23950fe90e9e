import type { Catalogue, Photo, PhotoEdit } from "@widthwise/worker/catalogue";
import type { Deletion } from "@widthwise/worker/deletion";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import { sendText } from "../http/text-response.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownersForm } from "../sign-in/owners-form.ts";
import { type ImageAddresses, photoJson } from "./photo-json.ts";
import { shownPosition } from "./rough-position.ts";

const MAX_PER_PAGE = 200;
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
			maximum: MAX_PER_PAGE,
			error: `Cannot parse limit: must be 1 to ${MAX_PER_PAGE}`,
		}),
	),
});

/** `/api/photos`: list, look at, edit and delete photos. */
export function photoRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find" | "findPosition" | "list" | "edit">;
	readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
	readonly deletePhoto: Deletion["deletePhoto"];
	readonly site: ImageAddresses;
}): Elysia {
	const { catalogue, gate, deletePhoto, site: addresses } = parts;

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
				? await catalogue.edit(params.id, withoutBlanks(body))
				: null;
			if (!photo) throw noSuchPhoto();
			return jsonFor(photo, true);
		},
		{
			// Before the body is read: a stranger's is not looked at.
			parse: [ownersForm(gate).parse, "json"],
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
			const isKnown = isPhotoId(params.id) && (await deletePhoto(params.id));
			if (!isKnown) throw noSuchPhoto();
			return new Response(null, { status: 204 });
		},
		{ detail: { summary: "Delete a photo and everything public about it", tags, security: owner } },
	);
	return app;
}

/** Words as they are kept: emptying a field takes them away. */
function withoutBlanks(words: PhotoEdit): PhotoEdit {
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
