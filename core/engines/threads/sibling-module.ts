import { URL } from "node:url";

/**
 * Makes the URL of a module beside its importer, with the same extension: `.ts` where the source
 * runs (Bun, Deno), `.js` where the build runs (Node). The compiler rewrites imports but not `new
 * URL`.
 *
 * @example
 * siblingModule("vips-thread", import.meta.url); // file:///.../engines/vips/vips-thread.ts
 */
export function siblingModule(name: string, importer: string): URL {
	const extension = /\.[cm]?[jt]s(?=$|[?#])/.exec(importer)?.[0] ?? ".js";
	return new URL(`./${name}${extension}`, importer);
}
