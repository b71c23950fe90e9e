import type { Catalogue } from "@widthwise/worker/catalogue";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import { page, type Site } from "../frame/layout.tsx";
import { approximatePosition } from "../photos/approximate-position.ts";
import { parseOwnerText } from "../photos/owner-text.ts";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { parseTakenAt } from "../photos/taken-at.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { redirectVisitors } from "../sign-in/redirect-to-sign-in.ts";
import { DESK_STYLE } from "./desk-style.ts";
import { EditPage } from "./edit-page.tsx";
import { readWordsChoice } from "./words-choice.tsx";

/** Serves `/desk/photos/:id`: the form that edits a photo, without script. */
export function editRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find" | "findPosition" | "edit">;
	readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
	readonly site: Site & ImageAddresses;
}): Elysia {
	const { catalogue, gate, site } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.onBeforeHandle(redirectVisitors(gate));
	app.get(
		"/desk/photos/:id",
		async ({ params, query }) => {
			const photo = isPhotoId(params.id) ? await catalogue.find(params.id) : null;
			if (!photo) throw noSuchPhoto();
			const exact = await catalogue.findPosition(photo.id);
			const position = exact && approximatePosition(exact);
			const isSaved = query.saved !== undefined;
			const props = { photo, position, isSaved, addresses: site };
			// Screen readers read out the title, but not a status that is already in the page.
			const title = isSaved ? "Saved" : "Edit";
			const frame = { title, isOwner: true, site, styleSheets: [DESK_STYLE] };
			return page(frame, <EditPage {...props} />);
		},
		{ query: t.Object({ saved: t.Optional(t.String()) }) },
	);
	app.post(
		"/desk/photos/:id",
		async ({ params, body }) => {
			const { title, caption, takenAt, asksPosition, showsPosition, words } = body;
			const edit = {
				...(title !== undefined && { title: parseOwnerText("title", title) }),
				...(caption !== undefined && { caption: parseOwnerText("caption", caption) }),
				...(takenAt !== undefined && { takenAt: parseTakenAt(takenAt) }),
				// Browsers do not send an unchecked checkbox.
				...(asksPosition && { showsPosition: showsPosition !== undefined }),
				...(words !== undefined && { showsWords: readWordsChoice(words) }),
			};
			const photo = isPhotoId(params.id) ? await catalogue.edit(params.id, edit) : null;
			if (!photo) throw noSuchPhoto();
			// Not to the desk: its first page does not show older photos.
			return Response.redirect(`/desk/photos/${photo.id}?saved=yes`, 303);
		},
		{
			...ownerForm(gate),
			body: t.Object({
				title: t.Optional(t.String()),
				caption: t.Optional(t.String()),
				takenAt: t.Optional(t.String({ maxLength: 100 })),
				asksPosition: t.Optional(t.String()),
				showsPosition: t.Optional(t.String()),
				words: t.Optional(t.String()),
			}),
		},
	);
	return app;
}

function noSuchPhoto(): WidthwiseError {
	return new WidthwiseError("not-found", "No such photo");
}
