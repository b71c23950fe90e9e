import { fileURLToPath } from "node:url";
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
	const kept = new Map<string, Promise<Asset>>();
	return {
		bundle(script) {
			const { name } = script;
			const asset = kept.get(name) ?? bundle(script);
			kept.set(name, asset);
			asset.catch(() => kept.delete(name));
			return asset;
		},
	};
}

async function bundle({ name, entry }: BrowserScript): Promise<Asset> {
	const { outputs } = await Bun.build({
		entrypoints: [fileURLToPath(entry)],
		target: "browser",
		format: "esm",
		minify: true,
		// The core's own source, as the server runs it.
		conditions: ["bun"],
	});
	const [output] = outputs;
	if (!output) throw new Error(`Nothing was made of the script ${name}`);
	return makeAsset(
		`${name}.js`,
		new Uint8Array(await output.arrayBuffer()),
		"text/javascript; charset=utf-8",
	);
}
