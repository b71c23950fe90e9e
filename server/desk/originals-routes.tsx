import type { Elysia } from "elysia";
import type { Store } from "widthwise";
import { zipResponse } from "../originals/zip-response.ts";
import { SelectionPage } from "./selection-page.tsx";
import { type SelectionParts, selectionRoute } from "./selection-route.ts";

/** Serves `POST /desk/originals`: downloads the original of a photo, or those of several as a ZIP. */
export function selectedOriginalsRoutes(
	parts: SelectionParts & { readonly media: Pick<Store, "get"> },
): Elysia {
	return selectionRoute(parts, {
		path: "/desk/originals",
		title: "Download originals",
		async change(_form, { ids }) {
			const [id] = ids;
			if (ids.length === 1) return Response.redirect(`/api/photos/${id}/original`, 303);
			return zipResponse(parts.site.siteName, ids, parts);
		},
		render: async (props) => (
			<SelectionPage {...props} heading="Download originals" notice={null}>
				<p>The search finds other photos by now. Select them again.</p>
			</SelectionPage>
		),
	});
}
