import { tryAll } from "@widthwise/worker/try-all.ts";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { createStorageUsed } from "../desk/storage.ts";
import { signInFirst } from "../owner/sign-in-first.ts";
import { DeletePage } from "../pages/desk/delete-page.tsx";
import { DeskPage } from "../pages/desk/desk-page.tsx";
import { EditPage } from "../pages/desk/edit-page.tsx";
import { deskFrame } from "../pages/desk-frame.tsx";
import { page } from "../pages/layout.tsx";
import { isPhotoId } from "../photo-id.ts";
import { roughPosition } from "../rough-position.ts";
import type { Services } from "../services.ts";
import { ownersForm } from "./owners-form.ts";

const PHOTOS_PER_PAGE = 60;
const MOST_FAILURES = 50;

/** `/desk`: the owner's photos to edit, choose and delete, and what failed. */
export function deskRoutes(services: Services): Elysia {
	const { config, gate, password, pipeline } = services;
	const { catalogue } = pipeline;
	const storageUsed = createStorageUsed({
		catalogue,
		publicPlace: config.pipeline.stores.publicStore,
	});
	const form = ownersForm(gate);

	const app = new Elysia({ detail: { hide: true } });
	app.onBeforeHandle(({ request }) => {
		// Forms are judged when they are read; all else is a visit, HEAD included.
		const isVisitor = request.method !== "POST" && !gate.isOwner(request);
		return isVisitor ? signInFirst(request) : undefined;
	});
	app.get(
		"/desk",
		async ({ query }) => {
			const [list, failed, counts, storage, hasPassword] = await Promise.all([
				catalogue.list({
					cursor: query.cursor ?? null,
					limit: PHOTOS_PER_PAGE,
					publishedOnly: false,
				}),
				catalogue.failed(MOST_FAILURES),
				catalogue.counts(),
				storageUsed(),
				password.isSet(),
			]);
			const facts = { ...list, failed, counts, storage, hasPassword, addresses: config };
			return page(await deskFrame(services, "Desk", "desk"), <DeskPage {...facts} />);
		},
		{ query: t.Object({ cursor: t.Optional(t.String()) }) },
	);
	app.get(
		"/desk/photos/:id",
		async ({ params, query }) => {
			const photo = isPhotoId(params.id) ? await catalogue.find(params.id) : null;
			if (!photo) throw noSuchPhoto();
			const exact = await catalogue.findPosition(photo.id);
			const position = exact && roughPosition(exact);
			const isSaved = query.saved !== undefined;
			const facts = { photo, position, isSaved, addresses: config };
			// A status that is there from the beginning is not read out; the title is.
			const frame = await deskFrame(services, isSaved ? "Saved" : "Edit", null);
			return page(frame, <EditPage {...facts} />);
		},
		{ query: t.Object({ saved: t.Optional(t.String()) }) },
	);
	app.post(
		"/desk/photos/:id",
		async ({ params, body }) => {
			const { title, caption, asksPosition, showsPosition } = body;
			const words = {
				...(title !== undefined && { title: title.trim() || null }),
				...(caption !== undefined && { caption: caption.trim() || null }),
				// A box that is not ticked is not sent.
				...(asksPosition && { showsPosition: showsPosition !== undefined }),
			};
			const photo = isPhotoId(params.id) ? await catalogue.updateWords(params.id, words) : null;
			if (!photo) throw noSuchPhoto();
			// Not to the desk: an older photo is not on its first page.
			return Response.redirect(`/desk/photos/${photo.id}?saved=yes`, 303);
		},
		{
			...form,
			body: t.Object({
				title: t.Optional(words(300)),
				caption: t.Optional(words(5000)),
				asksPosition: t.Optional(t.String()),
				showsPosition: t.Optional(t.String()),
			}),
		},
	);
	app.post(
		"/desk/delete",
		async ({ body }) => {
			const ids = Object.keys(body).flatMap(
				(name) => /^photo\.([0-9a-f]{32})$/.exec(name)?.[1] ?? [],
			);
			if (body.confirmed === "yes") {
				await tryAll(ids.map((id) => () => pipeline.retire(id)));
				return Response.redirect("/desk", 303);
			}
			const found = await Promise.all(ids.map((id) => catalogue.find(id)));
			const photos = found.filter((photo) => photo !== null);
			if (photos.length === 0) return Response.redirect("/desk", 303);
			return page(await deskFrame(services, "Delete", null), <DeletePage photos={photos} />);
		},
		{ ...form, body: t.Record(t.String(), t.String()) },
	);
	app.post(
		"/desk/again",
		async ({ body }) => {
			const ids =
				body.id === "all" ? (await catalogue.failed(1000)).map(({ id }) => id) : [body.id];
			for (const id of ids.filter(isPhotoId)) await publishFailedAgain(services, id);
			return Response.redirect("/desk", 303);
		},
		{ ...form, body: t.Object({ id: t.String() }) },
	);
	return app;
}

/**
 * Has a failed photo published once more; `false` if it has not failed.
 *
 * @example
 * await publishFailedAgain(services, photoId);
 */
export async function publishFailedAgain(
	{ pipeline }: Pick<Services, "pipeline">,
	id: string,
): Promise<boolean> {
	const photo = await pipeline.catalogue.find(id);
	// A published one would be gone for its visitors until it is published again.
	return photo?.status === "failed" && (await pipeline.publishAgain(id));
}

function words(maxLength: number) {
	const error = `Write at most ${maxLength} characters`;
	return t.String({ maxLength, pattern: "^[^\\u0000]*$", error });
}

function noSuchPhoto(): WidthwiseError {
	return new WidthwiseError("not-found", "There is no such photo");
}
