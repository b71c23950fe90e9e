import type { Asset } from "../frame/asset.ts";
import { OWNER_CSS, styleSheet } from "../frame/style-sheet.ts";

/** The style sheet of the desk's pages. */
export const DESK_STYLE: Asset = styleSheet("desk.css", [
	OWNER_CSS,
	new URL("./desk.css", import.meta.url),
	new URL("./selection.css", import.meta.url),
	new URL("./queue.css", import.meta.url),
]);
