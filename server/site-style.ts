import type { Asset } from "./frame/asset.ts";
import { SITE_CSS, styleSheet } from "./frame/style-sheet.ts";

/**
 * The style sheet of all pages. It includes the CSS of all visitors' pages, so that a visitor who
 * goes from the archive to a photo loads no other style sheet.
 */
export const SITE_STYLE: Asset = styleSheet("site.css", [
	SITE_CSS,
	new URL("./archive/archive.css", import.meta.url),
	new URL("./photos/placeholder.css", import.meta.url),
	new URL("./photo-page/photo.css", import.meta.url),
	new URL("./photo-page/licence.css", import.meta.url),
	new URL("./photo-page/print.css", import.meta.url),
	new URL("./photo-page/viewer.css", import.meta.url),
]);
