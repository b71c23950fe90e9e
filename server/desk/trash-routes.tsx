import type { Catalogue } from "@widthwise/worker/catalogue";
import type { Trash } from "@widthwise/worker/deletion";
import { tryAll } from "@widthwise/worker/outages";
import type { Restore } from "@widthwise/worker/publishing";
import { Elysia, t } from "elysia";
import { isPhotoId } from "widthwise/url";
import { assetRoutes } from "../frame/asset-routes.ts";
import { page, type Site } from "../frame/layout.tsx";
import { OWNER_CSS, styleSheet } from "../frame/style-sheet.ts";
import { requestIdOf } from "../http/request-id.ts";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { redirectVisitors } from "../sign-in/redirect-to-sign-in.ts";
import { formatSearch, readSearch, SEARCH_FIELDS } from "./search-query.ts";
import { TrashPage } from "./trash-page.tsx";

const PHOTOS_PER_PAGE = 60;

const STYLE = styleSheet("trash.css", [
	OWNER_CSS,
	new URL("../photos/placeholder.css", import.meta.url),
	new URL("./trash.css", import.meta.url),
]);

/** Serves `/desk/trash`, where deleted photos are restored or deleted for good, and `POST /desk/restore`. */
export function trashRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "listTrash" | "trashTotals" | "trashedIds">;
	readonly trash: Pick<Trash, "days" | "deleteTrashed" | "empty">;
	readonly restore: Restore;
	readonly gate: Pick<OwnerGate, "isOwner" | "requireOwner">;
	readonly site: Site;
}): Elysia {
	const { catalogue, trash, restore, gate, site } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.use(assetRoutes(STYLE));
	app.onBeforeHandle(redirectVisitors(gate));
	app.get(
		"/desk/trash",
		async ({ query }) => {
			const number = Math.max(1, query.page ?? 1);
			const first = (number - 1) * PHOTOS_PER_PAGE;
			const [trashed, totals] = await Promise.all([
				catalogue.listTrash(PHOTOS_PER_PAGE, first),
				catalogue.trashTotals(),
			]);
			const hasOlder = first + trashed.length < totals.photos && trashed.length > 0;
			const props = {
				...{ trashed, totals, days: trash.days, now: Date.now() },
				newer: number > 1 ? `/desk/trash?page=${number - 1}` : null,
				older: hasOlder ? `/desk/trash?page=${number + 1}` : null,
			};
			const frame = { title: "Trash", isOwner: true, site, styleSheets: [STYLE] };
			return page(frame, <TrashPage {...props} />);
		},
		{ query: t.Object({ page: t.Optional(t.Integer({ maximum: 1_000_000 })) }) },
	);
	app.post(
		"/desk/trash",
		async ({ request, server, body }) => {
			// Thousands of photos may take more than a minute.
			server?.timeout(request, 0);
			if (body.delete === "all") await trash.empty();
			else if (isPhotoId(body.delete)) await trash.deleteTrashed(body.delete);
			return Response.redirect("/desk/trash", 303);
		},
		{ ...ownerForm(gate), body: t.Object({ delete: t.String() }) },
	);
	app.post(
		"/desk/restore",
		async ({ request, server, body }) => {
			server?.timeout(request, 0);
			const { id, batch } = body;
			const ids = batch === undefined ? [id ?? ""] : await catalogue.trashedIds(batch);
			const restoreOne = (photoId: string) => restore(photoId, requestIdOf(request));
			await tryAll(ids.filter(isPhotoId).map((photoId) => () => restoreOne(photoId)));
			const back = batch === undefined ? "/desk/trash" : formatSearch(readSearch(body));
			return Response.redirect(back, 303);
		},
		{
			...ownerForm(gate),
			body: t.Object({
				id: t.Optional(t.String()),
				batch: t.Optional(t.String()),
				...SEARCH_FIELDS,
			}),
		},
	);
	return app;
}
