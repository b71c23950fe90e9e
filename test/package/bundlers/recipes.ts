import { join } from "node:path";
import { ROOT } from "../../house/source-files.ts";

/** Where a bundled app runs; each has a section of `docs/bundlers.md`. */
export type Place = "server" | "browser";

/** A bundler of that page. */
export type Bundler = "esbuild" | "vite" | "webpack";

const HEADINGS = { server: "On a server, in the bundle", browser: "In a browser" } as const;

const page = await Bun.file(join(ROOT, "docs/bundlers.md")).text();

/** Returns the first block of code below a heading that starts with these words. */
function block(place: Place, start: string): string {
	const section = page.split(/^## /m).find((text) => text.startsWith(HEADINGS[place])) ?? "";
	const blocks = [...section.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, code = ""]) => code);
	const found = blocks.find((code) => code.startsWith(start));
	if (found === undefined) throw new Error(`No block "${start}" in docs/bundlers.md, ${place}`);
	return found;
}

/** The name and the text of a bundler's configuration; `null` for one that has none. */
export function configuration(bundler: Bundler, place: Place): readonly [string, string] | null {
	if (bundler === "esbuild") return null;
	const name = `${bundler}.config.mjs`;
	return [name, block(place, `// ${name}`)];
}

/** The shell command that bundles an app. */
export function buildCommand(bundler: Bundler, place: Place): string {
	switch (bundler) {
		case "esbuild":
			return block(place, "esbuild");
		case "vite":
			return "vite build";
		case "webpack":
			// Without minification, which takes longer than all the rest.
			return "webpack --no-optimization-minimize";
	}
}

/** The shell command that copies the codec beside a bundle for servers. */
export const copyCommand: string = block("server", "cd node_modules/wasm-vips");

/** The module that loads jSquash's codecs in a browser. */
export const jsquashModule: string = block("browser", "// jsquash.js");
