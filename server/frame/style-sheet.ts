import { readFileSync } from "node:fs";
import { type Asset, makeAsset } from "./asset.ts";

/** The CSS of all pages. */
export const SITE_CSS = new URL("./site.css", import.meta.url);

/** The CSS of all the owner's pages. */
export const OWNER_CSS = new URL("./owner.css", import.meta.url);

/**
 * Makes one style sheet from several files, so that pages load it with one request.
 *
 * @param files in cascade order
 *
 * @example
 * const STYLE = styleSheet("desk.css", [OWNER_CSS, new URL("./desk.css", import.meta.url)]);
 */
export function styleSheet(name: string, files: readonly URL[]): Asset {
	const rules = Buffer.concat(files.map((file) => readFileSync(file)));
	return makeAsset(name, rules, "text/css; charset=utf-8");
}
