import type { Catalogue } from "@widthwise/worker/catalogue";
import type { Deletion } from "@widthwise/worker/deletion";
import { tryAll } from "@widthwise/worker/outages";
import { Elysia, t } from "elysia";
import { page, type Site } from "../frame/layout.tsx";
import type { OwnerGate } from "../sign-in/gate.ts";
import { ownerForm } from "../sign-in/owner-form.ts";
import { DeletePage } from "./delete-page.tsx";
import { DESK_STYLE } from "./desk-style.ts";
import { selectedPhotos } from "./selected-photos.ts";

/** Serves `POST /desk/delete`: asks for confirmation, then deletes the selected photos. */
export function deleteRoutes(parts: {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly gate: Pick<OwnerGate, "requireOwner">;
	readonly deletePhoto: Deletion["deletePhoto"];
	readonly site: Site;
}): Elysia {
	const { catalogue, gate, deletePhoto, site } = parts;
	const app = new Elysia({ detail: { hide: true } });
	app.post(
		"/desk/delete",
		async ({ body }) => {
			const ids = selectedPhotos(body);
			if (body.confirmed === "yes") {
				await tryAll(ids.map((id) => () => deletePhoto(id)));
				return Response.redirect("/desk", 303);
			}
			const found = await Promise.all(ids.map((id) => catalogue.find(id)));
			const photos = found.filter((photo) => photo !== null);
			if (photos.length === 0) return Response.redirect("/desk", 303);
			const frame = { title: "Delete", isOwner: true, site, styleSheets: [DESK_STYLE] };
			return page(frame, <DeletePage photos={photos} />);
		},
		{ ...ownerForm(gate), body: t.Record(t.String(), t.String()) },
	);
	return app;
}
