import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
// Not `{ createRequire }`: see `codec-from-files.ts`.
import nodeModule from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WidthwiseError } from "../../errors.ts";
import type { CreateLibheif, Libheif } from "./libheif.ts";

/** Makes an instance whose memory is limited. */
export type StartLibheif = (maxMemoryBytes: number) => StartedLibheif;

/** An instance and its use of memory. */
export type StartedLibheif = { readonly libheif: Libheif; memoryBytes(): number };

const MODULE = "libheif.js";
const WASM = "libheif.wasm";
const PAGE_BYTES = 65_536;

/**
 * Loads libheif-js from beside this module, where a bundle's files are copied, or from among the
 * installed packages.
 *
 * @returns makes instances; each starts with 17 MB
 *
 * @throws {WidthwiseError} `engine-unavailable` if the package is missing
 *
 * @example
 * const start = await loadLibheif();
 * const { libheif } = start(256e6);
 */
export async function loadLibheif(): Promise<StartLibheif> {
	try {
		const folder = findFolder();
		const compiled = await WebAssembly.compile(await readFile(join(folder, WASM)));
		const module: { default: CreateLibheif } = await import(
			/* webpackIgnore: true */ /* @vite-ignore */ pathToFileURL(join(folder, MODULE)).href
		);
		return (maxMemoryBytes) => start(module.default, compiled, maxMemoryBytes);
	} catch (cause) {
		throw libheifMissing(cause);
	}
}

function findFolder(): string {
	const here = fileURLToPath(import.meta.url);
	if (existsSync(join(dirname(here), WASM))) return dirname(here);
	return dirname(nodeModule.createRequire(here).resolve(`libheif-js/libheif-wasm/${WASM}`));
}

function start(
	create: CreateLibheif,
	compiled: WebAssembly.Module,
	maxMemoryBytes: number,
): StartedLibheif {
	let memory: WebAssembly.Memory | undefined;
	const libheif = create({
		print: ignore,
		printErr: ignore,
		instantiateWasm(imports, receive) {
			const instance = new WebAssembly.Instance(compiled, imports);
			memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
			if (memory) limit(memory, maxMemoryBytes);
			return receive(instance);
		},
	});
	return { libheif, memoryBytes: () => memory?.buffer.byteLength ?? 0 };
}

/** The library grows its memory from JavaScript only. If that fails, its allocation fails. */
function limit(memory: WebAssembly.Memory, maxBytes: number): void {
	memory.grow = (pages) => {
		if (memory.buffer.byteLength + pages * PAGE_BYTES > maxBytes) {
			throw new RangeError(`libheif may use ${maxBytes} bytes`);
		}
		return WebAssembly.Memory.prototype.grow.call(memory, pages);
	};
}

/** The library prints internals; failures that matter are returned. */
function ignore(): void {}

function libheifMissing(cause: unknown): WidthwiseError {
	return new WidthwiseError(
		"engine-unavailable",
		"HEIC photos need the package libheif-js: npm install libheif-js",
		{ cause },
	);
}
