import type { Elysia } from "elysia";
import { ICON, TOUCH_ICON } from "./asset.ts";
import { assetRoutes } from "./asset-routes.ts";
import type { Site } from "./layout.tsx";

/** Serves the site's style sheet, its manifest and its icons. */
export function frameRoutes({ site }: { readonly site: Pick<Site, "style" | "manifest"> }): Elysia {
	return assetRoutes(site.style, site.manifest, ICON, TOUCH_ICON);
}
