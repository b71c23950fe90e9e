import type { Deletion } from "@widthwise/worker/deletion";
import { tryAll } from "@widthwise/worker/outages";
import type { Elysia } from "elysia";
import { DeletePage } from "./delete-page.tsx";
import { formatSearch } from "./search-query.ts";
import { type SelectionParts, selectionRoute } from "./selection-route.ts";

/** Serves `POST /desk/delete`: asks for confirmation, then deletes the selected photos. */
export function deleteRoutes(
	parts: SelectionParts & { readonly deletePhoto: Deletion["deletePhoto"] },
): Elysia {
	return selectionRoute(parts, {
		path: "/desk/delete",
		title: "Delete",
		async change(form, { ids, search }) {
			if (form.confirmed !== "yes") return null;
			await tryAll(ids.map((id) => () => parts.deletePhoto(id)));
			return Response.redirect(formatSearch(search), 303);
		},
		render: async (props) => <DeletePage {...props} />,
	});
}
