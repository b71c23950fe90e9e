import type { Selections } from "@widthwise/worker/catalogue";
import type { Elysia } from "elysia";
import { PositionsPage } from "./positions-page.tsx";
import { type SelectionParts, selectionRoute } from "./selection-route.ts";

/**
 * Serves `POST /desk/locations`: asks whether visitors see the approximate location of the selected photos,
 * then shows or hides it.
 */
export function positionsRoutes(
	parts: SelectionParts & { readonly selections: Pick<Selections, "edit" | "positions"> },
): Elysia {
	const { selections } = parts;
	return selectionRoute(parts, {
		path: "/desk/locations",
		title: "Show or hide locations",
		async change(form, { ids }) {
			if (form.change !== "show" && form.change !== "hide") return null;
			const showsPosition = form.change === "show";
			return selections.edit(ids, (photo) =>
				photo.showsPosition === showsPosition ? null : { showsPosition },
			);
		},
		async render(props) {
			const positions = await selections.positions(props.selected.ids);
			return <PositionsPage {...props} positions={positions} />;
		},
	});
}
