import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Asset } from "./pages/assets.ts";

/** Scripts that are made of several files and libraries, by the folder in `browser/` they are made of. */
export type BrowserScriptName = "upload" | "desk";

/** Makes scripts for browsers; see {@link createBrowserScripts}. */
export type BrowserScripts = {
	/** A script with everything it needs in one file. */
	find(name: BrowserScriptName): Promise<Asset>;
	/** The script at a public path; `null` if there is none. */
	at(path: string): Promise<Asset | null>;
};

/** Where they are served. */
export const SCRIPTS_PATH = "/scripts";

/**
 * Bundles scripts the first time somebody asks for them: a start does not wait for it, and who only
 * looks at photos loads none of them. A script's path changes with its content.
 *
 * @example
 * const scripts = createBrowserScripts();
 * const { path } = await scripts.find("upload"); // "/scripts/0123456789ab/upload.js"
 */
export function createBrowserScripts(): BrowserScripts {
	const made = new Map<BrowserScriptName, Promise<Asset>>();
	const find: BrowserScripts["find"] = (name) => {
		const script = made.get(name) ?? bundle(name);
		made.set(name, script);
		script.catch(() => made.delete(name));
		return script;
	};
	return {
		find,
		async at(path) {
			const name = /\/(upload|desk)\.js$/.exec(path)?.[1];
			if (name !== "upload" && name !== "desk") return null;
			const script = await find(name);
			return script.path === path ? script : null;
		},
	};
}

async function bundle(name: BrowserScriptName): Promise<Asset> {
	const { outputs } = await Bun.build({
		entrypoints: [fileURLToPath(new URL(`browser/${name}/main.ts`, import.meta.url))],
		target: "browser",
		format: "esm",
		minify: true,
		// The core's own source, as the server runs it.
		conditions: ["bun"],
	});
	const [output] = outputs;
	if (!output) throw new Error(`Nothing was made of the script ${name}`);
	const body = new Uint8Array(await output.arrayBuffer());
	const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
	return {
		path: `${SCRIPTS_PATH}/${hash}/${name}.js`,
		body,
		gzip: Bun.gzipSync(body, { level: 9 }),
		contentType: "text/javascript; charset=utf-8",
	};
}
