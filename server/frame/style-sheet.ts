import { readFileSync } from "node:fs";
import { type Asset, makeAsset } from "./asset.ts";

/** The rules that all pages share. */
export const SITE_CSS = new URL("./site.css", import.meta.url);

/** The rules that the owner's pages share. */
export const OWNER_CSS = new URL("./owner.css", import.meta.url);

/**
 * Makes one style sheet of several files: pages load it with one request.
 *
 * @param files in the order of their rules
 *
 * @example
 * const STYLE = styleSheet("desk.css", [OWNER_CSS, new URL("./desk.css", import.meta.url)]);
 */
export function styleSheet(name: string, files: readonly URL[]): Asset {
	const rules = Buffer.concat(files.map((file) => readFileSync(file)));
	return makeAsset(name, rules, "text/css; charset=utf-8");
}
