import type Vips from "wasm-vips";
import { WidthwiseError } from "../../errors.ts";
import { CANNOT_START } from "../threads/cannot-start.ts";
import { checkRuntime } from "./check-runtime.ts";
import type { OpenVipsCodec, VipsCodec } from "./codec.ts";

/** An instance of wasm-vips. */
export type VipsModule = typeof Vips;

/** An instance and its use of memory. */
export type LoadedVips = {
	readonly vips: VipsModule;
	/** Returns the bytes of its memory, which grows with the largest picture and never shrinks. */
	memoryBytes(): number;
};

/** Loaders that may read untrusted bytes. SVG, PDF, TIFF, JPEG XL and all others stay blocked. */
const ALLOWED_LOADERS = ["Jpeg", "Png", "Webp", "Nsgif", "Heif"];

/**
 * Instantiates wasm-vips for one thread: only the five loaders we accept, one inner thread (the
 * pool runs several side by side), no cache of operations (it would hold pictures in memory).
 *
 * @param openCodec Finds the library.
 * @param options.avif Whether to load the AVIF codec, which takes a third of the start-up time.
 * @throws {WidthwiseError} `engine-unavailable` if it cannot run here
 * @example
 * const { vips, memoryBytes } = await loadVips(openCodecFromFiles, { avif: true });
 */
export async function loadVips(
	openCodec: OpenVipsCodec,
	options: { readonly avif: boolean },
): Promise<LoadedVips> {
	checkRuntime();
	try {
		const codec = await openCodec();
		const loaded = await instantiate(codec, options.avif ? ["vips-heif.wasm"] : []);
		restrict(loaded.vips);
		return loaded;
	} catch (cause) {
		throw new WidthwiseError("engine-unavailable", CANNOT_START, { cause });
	}
}

async function instantiate(codec: VipsCodec, dynamicLibraries: string[]): Promise<LoadedVips> {
	const compiled = await codec.compile();
	return new Promise((resolve, reject) => {
		let memory: WebAssembly.Memory | null = null;
		const instance = codec.instantiate({
			dynamicLibraries,
			locateFile: codec.locate,
			print: ignore,
			// In a browser the library waits for its inner threads forever, even if they fail to load.
			printErr: (text) => /worker sent an error/.test(text) && reject(new Error(text)),
			preRun: (module: { ENV: Record<string, string> }) => {
				module.ENV.VIPS_WARNING = "0";
			},
			// The library does not export its memory; it is among the imports here. If this fails,
			// `instance` stays pending.
			instantiateWasm(imports, onInstance) {
				memory = memoryIn(imports);
				WebAssembly.instantiate(compiled, imports).then(
					(made) => onInstance(made, compiled),
					reject,
				);
				return {};
			},
			...(codec.innerThread && { mainScriptUrlOrBlob: codec.innerThread }),
		});
		const loaded = (vips: VipsModule) =>
			resolve({ vips, memoryBytes: () => memory?.buffer.byteLength ?? 0 });
		instance.then(loaded, reject);
	});
}

function memoryIn(imports: WebAssembly.Imports): WebAssembly.Memory | null {
	const values = Object.values(imports).flatMap((module) => Object.values(module));
	return values.find((value) => value instanceof WebAssembly.Memory) ?? null;
}

function restrict(vips: VipsModule): void {
	vips.concurrency(1);
	vips.Cache.max(0);
	vips.operationBlock("VipsForeignLoad", true);
	for (const loader of ALLOWED_LOADERS) vips.operationBlock(`VipsForeignLoad${loader}`, false);
}

/** The library prints internals; failures that matter are thrown. */
function ignore(): void {}
