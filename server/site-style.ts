import type { Asset } from "./frame/asset.ts";
import { SITE_CSS, styleSheet } from "./frame/style-sheet.ts";

/**
 * The style sheet of all pages. It has the visitors' pages' own rules, too: on the way from the archive
 * to a photo nothing is fetched that holds the page up.
 */
export const SITE_STYLE: Asset = styleSheet("site.css", [
	SITE_CSS,
	new URL("./archive/archive.css", import.meta.url),
	new URL("./photos/placeholder.css", import.meta.url),
	new URL("./photo-page/photo.css", import.meta.url),
]);
