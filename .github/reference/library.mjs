import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Where the reference is built, if no other folder is named. */
export const OUTPUT = join(ROOT, "dist", "docs");

/** Where the source of each function can be read. */
export const SOURCE_URL = "https://github.com/widthwise/widthwise/blob/main";

/** Exports that are not part of the public API. */
const NOT_PUBLIC = ["./package.json", "./internal"];

/**
 * The public exports of the library: the name to import, and the file of its source.
 *
 * @returns {readonly { readonly name: string, readonly source: string }[]}
 *
 * @example
 * entryPoints()[1]; // { name: "widthwise/url", source: "/srv/widthwise/core/url/mod.ts" }
 */
export function entryPoints() {
	const { exports } = JSON.parse(readFileSync(join(ROOT, "core", "package.json"), "utf8"));
	return Object.entries(exports)
		.filter(([path]) => !NOT_PUBLIC.includes(path))
		.map(([path, to]) => ({ name: `widthwise${path.slice(1)}`, source: sourceOf(to.default) }));
}

/** `./dist/url/mod.js` is built from `core/url/mod.ts`. */
function sourceOf(built) {
	return join(ROOT, "core", built.replace("./dist/", "").replace(/\.js$/, ".ts"));
}
