import { fileURLToPath } from "node:url";
import { createLoadOnce, type LoadOnce } from "widthwise/internal";
import { type Asset, makeAsset } from "./asset.ts";

/** A script for browsers, made of one or more files. */
export type BrowserScript = {
	/** Its file's name without the extension; no two scripts have the same. */
	readonly name: string;
	/** The file that imports the others. */
	readonly entry: URL;
};

/** Makes scripts for browsers; see {@link createBrowserScripts}. */
export type BrowserScripts = {
	/** A script as one file, with everything that it imports. */
	bundle(script: BrowserScript): Promise<Asset>;
};

/**
 * Bundles a script the first time somebody asks for it, so that a start does not wait for it, and keeps
 * it from then on.
 *
 * @example
 * const scripts = createBrowserScripts();
 * const { path } = await scripts.bundle(SCRIPT); // "/assets/0123456789ab/upload.js"
 */
export function createBrowserScripts(): BrowserScripts {
	const bundles = new Map<string, LoadOnce<Asset>>();
	return {
		bundle(script) {
			const { name } = script;
			const made = bundles.get(name) ?? createLoadOnce(() => bundle(script));
			bundles.set(name, made);
			return made.get();
		},
	};
}

async function bundle({ name, entry }: BrowserScript): Promise<Asset> {
	const { outputs } = await Bun.build({
		entrypoints: [fileURLToPath(entry)],
		target: "browser",
		format: "esm",
		minify: true,
	});
	const [output] = outputs;
	if (!output) throw new Error(`Nothing was made of the script ${name}`);
	return makeAsset(
		`${name}.js`,
		new Uint8Array(await output.arrayBuffer()),
		"text/javascript; charset=utf-8",
	);
}
