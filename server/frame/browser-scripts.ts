import { fileURLToPath } from "node:url";
import { createLoadOnce, type LoadOnce } from "widthwise/internal";
import { type Asset, makeAsset } from "./asset.ts";

/** A script for browsers, bundled from one or more files. */
export type BrowserScript = {
	/** The bundle's file name without the extension; unique. */
	readonly name: string;
	/** The file that imports the others. */
	readonly entry: URL;
};

/** Bundles scripts for browsers; see {@link createBrowserScripts}. */
export type BrowserScripts = {
	/** Bundles a script with everything that it imports. */
	bundle(script: BrowserScript): Promise<Asset>;
};

/**
 * Bundles each script at its first request, so that the server's start does not wait for it, and
 * caches the bundle.
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
			const loadOnce = bundles.get(name) ?? createLoadOnce(() => bundle(script));
			bundles.set(name, loadOnce);
			return loadOnce.get();
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
	if (!output) throw new Error(`Bundling the script ${name} produced no output`);
	return makeAsset(
		`${name}.js`,
		new Uint8Array(await output.arrayBuffer()),
		"text/javascript; charset=utf-8",
	);
}
