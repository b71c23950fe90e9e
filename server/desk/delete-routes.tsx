import type { Trash } from "@widthwise/worker/deletion";
import { tryAll } from "@widthwise/worker/outages";
import type { Elysia } from "elysia";
import { DeletePage } from "./delete-page.tsx";
import { formatSearch } from "./search-query.ts";
import { type SelectionParts, selectionRoute } from "./selection-route.ts";

/** Serves `POST /desk/delete`: asks for confirmation, then moves the selected photos to the trash. */
export function deleteRoutes(
	parts: SelectionParts & { readonly trash: Pick<Trash, "days" | "moveToTrash"> },
): Elysia {
	const { trash } = parts;
	return selectionRoute(parts, {
		path: "/desk/delete",
		title: "Delete",
		async change(form, { ids, search }) {
			if (form.confirmed !== "yes") return null;
			const batch = crypto.randomUUID();
			await tryAll(ids.map((id) => () => trash.moveToTrash(id, batch)));
			return Response.redirect(formatSearch(search, null, batch), 303);
		},
		render: async (props) => <DeletePage {...props} days={trash.days} />,
	});
}
