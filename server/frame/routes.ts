import type { Elysia } from "elysia";
import { ICON } from "./asset.ts";
import { assetRoutes } from "./asset-routes.ts";
import type { Site } from "./layout.tsx";

/** Serves the site's style sheet and its icon. */
export function frameRoutes({ site }: { readonly site: Pick<Site, "style"> }): Elysia {
	return assetRoutes(site.style, ICON);
}
