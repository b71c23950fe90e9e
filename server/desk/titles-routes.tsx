import type { Selections } from "@widthwise/worker/catalogue";
import type { Elysia } from "elysia";
import { type SelectionParts, selectionRoute } from "./selection-route.ts";
import { parseTitlePattern } from "./title-pattern.ts";
import { TitlesPage } from "./titles-page.tsx";

/** Serves `POST /desk/titles`: asks for a pattern, then gives the selected photos titles. */
export function titlesRoutes(
	parts: SelectionParts & { readonly selections: Pick<Selections, "edit"> },
): Elysia {
	const { selections } = parts;
	return selectionRoute(parts, {
		path: "/desk/titles",
		title: "Set titles",
		async change(form, { ids }) {
			if (form.change !== "set") return null;
			const titleOf = parseTitlePattern(form.pattern ?? "");
			return selections.edit(ids, (photo, number) => ({ title: titleOf(photo, number) }));
		},
		render: async (props) => <TitlesPage {...props} />,
	});
}
