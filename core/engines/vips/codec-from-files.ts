import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
// Not `{ createRequire }`: webpack follows it, and fails to parse the WebAssembly.
import nodeModule from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type Vips from "wasm-vips";
import { siblingModule } from "../threads/sibling-module.ts";
import type { VipsCodec } from "./codec.ts";

/** The library's module for Node, Bun and Deno. */
const MODULE = "vips-node.mjs";

/**
 * Finds wasm-vips beside this module, where a bundle's files are copied, or among the installed
 * packages. Imports it by its path, which bundlers do not follow: wasm-vips starts threads from its
 * own file and reads the WebAssembly beside it, and would wait forever inside a bundle's file.
 *
 * @throws {Error} if a file is missing
 * @example
 * const codec = await openCodecFromFiles();
 * await codec.compile();
 */
export async function openCodecFromFiles(): Promise<VipsCodec> {
	const folder = findFolder();
	const module: { default: typeof Vips } = await import(
		/* webpackIgnore: true */ /* @vite-ignore */ pathToFileURL(join(folder, MODULE)).href
	);
	return {
		instantiate: module.default,
		compile: () => compile(join(folder, "vips.wasm")),
		locate: (name) => join(folder, name),
		innerThread: "Bun" in globalThis ? bootstrapPath() : join(folder, MODULE),
	};
}

let compiled: WeakRef<WebAssembly.Module> | undefined;

/** While one instance lives, the next uses its machine code: it starts with half as much work. */
async function compile(path: string): Promise<WebAssembly.Module> {
	const shared = compiled?.deref();
	if (shared) return shared;
	const module = await WebAssembly.compile(await readFile(path));
	compiled = new WeakRef(module);
	return module;
}

function findFolder(): string {
	const here = fileURLToPath(import.meta.url);
	if (existsSync(join(dirname(here), MODULE))) return dirname(here);
	return dirname(nodeModule.createRequire(here).resolve("wasm-vips/vips.wasm"));
}

/** If the module were missing, its thread would never start and the library would wait forever. */
function bootstrapPath(): string {
	const path = fileURLToPath(siblingModule("vips-bootstrap", import.meta.url));
	if (!existsSync(path)) throw new Error(`No such file: ${path}`);
	return path;
}
