import type { Catalogue } from "@widthwise/worker/catalogue";
import type { Trash } from "@widthwise/worker/deletion";
import type { Restore } from "@widthwise/worker/publishing";
import { Elysia, t } from "elysia";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import { requestIdOf } from "../http/request-id.ts";
import type { OwnerGate } from "../sign-in/gate.ts";

const MAX_PER_PAGE = 200;
const NO_STORE = { "Cache-Control": "no-store" };

/** Serves `/api/trash` and `POST /api/photos/:id/restore`: what was deleted and can be restored. */
export function trashApiRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "listTrash" | "trashTotals">;
	readonly trash: Pick<Trash, "days" | "empty">;
	readonly restore: Restore;
	readonly gate: Pick<OwnerGate, "requireOwner">;
}): Elysia {
	const { catalogue, trash, restore, gate } = parts;
	const app = new Elysia();
	const detail = { tags: ["photos"], security: [{ owner: [] }] };
	app.get(
		"/api/trash",
		async ({ request, query }) => {
			gate.requireOwner(request);
			const trashed = await catalogue.listTrash(query.limit ?? 50, query.offset ?? 0);
			const photos = trashed.map(({ record, trashedAt }) => ({
				id: record.id,
				filename: record.filename,
				title: record.title,
				bytes: record.originalBytes,
				trashedAt: trashedAt.toISOString(),
			}));
			const total = (await catalogue.trashTotals()).photos;
			return Response.json({ photos, total, days: trash.days }, { headers: NO_STORE });
		},
		{
			query: t.Object({
				limit: t.Optional(t.Integer({ minimum: 1, maximum: MAX_PER_PAGE })),
				offset: t.Optional(t.Integer({ minimum: 0 })),
			}),
			detail: { summary: "List the photos in the trash, those deleted last first", ...detail },
		},
	);
	app.delete(
		"/api/trash",
		async ({ request }) => {
			gate.requireOwner(request);
			await trash.empty();
			return new Response(null, { status: 204, headers: NO_STORE });
		},
		{ detail: { summary: "Delete everything in the trash for good", ...detail } },
	);
	app.post(
		"/api/photos/:id/restore",
		async ({ request, params: { id } }) => {
			gate.requireOwner(request);
			const isRestored = isPhotoId(id) && (await restore(id, requestIdOf(request)));
			if (!isRestored) throw new WidthwiseError("not-found", "No photo in the trash has this id");
			return Response.json({ id, status: "received" }, { status: 202, headers: NO_STORE });
		},
		{
			parse: "none",
			detail: { summary: "Take a photo out of the trash and publish it again", ...detail },
		},
	);
	return app;
}
