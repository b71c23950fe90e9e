import { fileURLToPath } from "node:url";
import type Vips from "wasm-vips";
import { siblingModule } from "../threads/sibling-module.ts";

/** The codec library, instantiated. */
export type VipsModule = typeof Vips;

/** One instance, and how much memory it has taken so far. */
export type LoadedVips = {
	readonly vips: VipsModule;
	/** Bytes; grows with the largest picture, never shrinks. */
	memoryBytes(): number;
};

/** Loaders that may see a stranger's bytes; SVG, PDF, TIFF, JPEG XL and the rest stay blocked. */
const ALLOWED_LOADERS = ["Jpeg", "Png", "Webp", "Nsgif", "Heif"];

/**
 * Instantiates wasm-vips for one thread: only the five loaders we accept, one inner thread (the pool
 * is what runs things side by side), no cache of operations (it would hold pictures in memory).
 *
 * @param options.avif whether it can read and write AVIF, whose codec takes a third of the start
 *
 * @example
 * const { vips, memoryBytes } = await loadVips();
 */
export async function loadVips(options = { avif: true }): Promise<LoadedVips> {
	const { default: instantiate } = await import("wasm-vips");
	const memory = watchMemory();
	const vips = await instantiate({
		dynamicLibraries: options.avif ? ["vips-heif.wasm"] : [],
		print: ignore,
		printErr: ignore,
		preRun: (module: { ENV: Record<string, string> }) => {
			module.ENV.VIPS_WARNING = "0";
		},
		...("Bun" in globalThis && { mainScriptUrlOrBlob: bootstrapPath() }),
	});
	memory.stopWatching();
	vips.concurrency(1);
	vips.Cache.max(0);
	vips.operationBlock("VipsForeignLoad", true);
	for (const loader of ALLOWED_LOADERS) vips.operationBlock(`VipsForeignLoad${loader}`, false);
	return { vips, memoryBytes: memory.bytes };
}

function bootstrapPath(): string {
	return fileURLToPath(siblingModule("vips-bootstrap", import.meta.url));
}

/** Its messages name internals; what matters arrives as an exception. */
function ignore(): void {}

/** The library does not export its memory, so note which one it makes. */
function watchMemory(): { bytes(): number; stopWatching(): void } {
	const Original = WebAssembly.Memory;
	const made: WebAssembly.Memory[] = [];
	WebAssembly.Memory = class extends Original {
		constructor(descriptor: WebAssembly.MemoryDescriptor) {
			super(descriptor);
			made.push(this);
		}
	};
	return {
		bytes: () => made.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
		stopWatching: () => {
			WebAssembly.Memory = Original;
		},
	};
}
