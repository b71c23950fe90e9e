import type { ArchiveOrder, Catalogue, Photo, PhotoEdit } from "@widthwise/worker/catalogue";
import type { Deletion, Trash } from "@widthwise/worker/deletion";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import { sendText } from "../http/text-response.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { findPublicPosition } from "./approximate-position.ts";
import { MAX_LENGTHS, parseOwnerText } from "./owner-text.ts";
import { type ImageAddresses, photoJson } from "./photo-json.ts";
import { forOwner, forVisitors, type ShownPhoto } from "./shown-photo.ts";
import { parseTakenAt } from "./taken-at.ts";

const MAX_PER_PAGE = 200;
const owner = [{ owner: [] }];
const tags = ["photos"];

const editBody = t.Object(
	{
		title: textField("title"),
		caption: textField("caption"),
		takenAt: takenAtField(),
		showsPosition: t.Optional(
			t.Boolean({ error: "Cannot read showsPosition: must be true or false" }),
		),
		showsWords: t.Optional(
			t.Nullable(t.Boolean(), { error: "Cannot read showsWords: must be true, false or null" }),
		),
	},
	{
		error:
			"Send an object with title, caption, takenAt, showsPosition or showsWords, or several of them",
	},
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

const deleteQuery = t.Object({
	forever: t.Optional(
		t.Union([t.Literal("true"), t.Literal("false")], {
			error: "Cannot read forever: must be true or false",
		}),
	),
	/** A name for what is deleted at once, to undo it at once. */
	batch: t.Optional(
		t.String({
			pattern: "^[0-9A-Za-z-]{1,64}$",
			error: "Cannot read batch: must be 1 to 64 letters, digits and hyphens",
		}),
	),
});

/** Serves `/api/photos`: list, read, edit and delete photos. */
export function photoRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find" | "findPosition" | "list" | "edit">;
	readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
	readonly deletePhoto: Deletion["deletePhoto"];
	readonly trash: Pick<Trash, "moveToTrash">;
	readonly site: ImageAddresses & { readonly archiveOrder: ArchiveOrder };
}): Elysia {
	const { catalogue, gate, deletePhoto, trash, site: addresses } = parts;

	/** Finds a photo; visitors find published photos only. */
	async function findVisible(id: string, isOwner: boolean): Promise<Photo> {
		const photo = isPhotoId(id) ? await catalogue.find(id) : null;
		if (photo && (isOwner || photo.status === "published")) return photo;
		throw noSuchPhoto();
	}

	function shownTo(isOwner: boolean): (photo: Photo) => ShownPhoto {
		const show = isOwner ? forOwner : forVisitors;
		return (photo) => show(photo, addresses.publicWords);
	}

	async function jsonFor(photo: Photo, isOwner: boolean): Promise<object> {
		const position = isOwner
			? await catalogue.findPosition(photo.id)
			: await findPublicPosition(catalogue, photo);
		return photoJson(shownTo(isOwner)(photo), addresses, position);
	}

	const app = new Elysia();
	// The owner and visitors get different responses: caches must not mix them up.
	app.onBeforeHandle(({ set }) => {
		set.headers["Cache-Control"] = "no-store";
	});
	app.get(
		"/api/photos",
		async ({ request, query }) => {
			const isOwner = gate.isOwner(request);
			const page = await catalogue.list({
				cursor: query.cursor ?? null,
				limit: query.limit ?? 50,
				publishedOnly: !isOwner,
				order: addresses.archiveOrder,
			});
			const shown = page.photos.map(shownTo(isOwner));
			const photos = shown.map((photo) => photoJson(photo, addresses));
			const headers = { "Cache-Control": "no-store" };
			return sendText(request, Response.json({ photos, cursor: page.cursor }, { headers }));
		},
		{ query: pageQuery, detail: { summary: "List photos, newest first", tags } },
	);
	app.get(
		"/api/photos/:id",
		async ({ request, params }) => {
			const isOwner = gate.isOwner(request);
			return jsonFor(await findVisible(params.id, isOwner), isOwner);
		},
		{ detail: { summary: "One photo", tags } },
	);
	app.patch(
		"/api/photos/:id",
		async ({ request, params, body }) => {
			gate.requireOwner(request);
			const photo = isPhotoId(params.id) ? await catalogue.edit(params.id, parseEdit(body)) : null;
			if (!photo) throw noSuchPhoto();
			return jsonFor(photo, true);
		},
		{
			// Checks the owner before it reads the body.
			parse: [ownerForm(gate).parse, "json"],
			body: editBody,
			detail: {
				summary:
					"Edit title, caption and date, show or hide the approximate location and the words of the metadata",
				tags,
				security: owner,
			},
		},
	);
	app.delete(
		"/api/photos/:id",
		async ({ request, params, query }) => {
			gate.requireOwner(request);
			const remove = query.forever === "true" ? deletePhoto : trash.moveToTrash;
			const isKnown = isPhotoId(params.id) && (await remove(params.id, query.batch));
			if (!isKnown) throw noSuchPhoto();
			return new Response(null, { status: 204 });
		},
		{
			query: deleteQuery,
			detail: {
				summary: "Move a photo to the trash; with forever=true, delete it for good",
				tags,
				security: owner,
			},
		},
	);
	return app;
}

/** An empty text becomes `null`, which removes the title, the caption or the date. */
function parseEdit(edit: PhotoEdit): PhotoEdit {
	const { title, caption, takenAt } = edit;
	return {
		...edit,
		...(title !== undefined && { title: parseOwnerText("title", title ?? "") }),
		...(caption !== undefined && { caption: parseOwnerText("caption", caption ?? "") }),
		...(takenAt !== undefined && { takenAt: parseTakenAt(takenAt ?? "") }),
	};
}

/** Read by {@link parseOwnerText}, which knows the limits. */
function textField(name: "title" | "caption") {
	const error = `Cannot read ${name}: must be text of at most ${MAX_LENGTHS[name]} characters, or null`;
	return t.Optional(t.Nullable(t.String(), { error }));
}

/** Read by {@link parseTakenAt}, which says what is wrong. */
function takenAtField() {
	const error = "Cannot read takenAt: must be a date as text, or null";
	return t.Optional(t.Nullable(t.String({ maxLength: 100 }), { error }));
}

function noSuchPhoto(): WidthwiseError {
	return new WidthwiseError("not-found", "No such photo");
}
