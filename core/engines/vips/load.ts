import type Vips from "wasm-vips";
import { WidthwiseError } from "../../errors.ts";
import { CANNOT_START } from "../threads/cannot-start.ts";
import { checkRuntime } from "./check-runtime.ts";
import type { OpenVipsCodec, VipsCodec } from "./codec.ts";

/** An instance of wasm-vips. */
export type VipsModule = typeof Vips;

/**
 * What an instance decodes: JPEG, PNG, WebP and GIF; these and AVIF, whose codec takes a third of the
 * start-up time; or JPEG XL only.
 */
export type VipsCodecs = "plain" | "avif" | "jxl";

/** An instance and its use of memory. */
export type LoadedVips = {
	readonly vips: VipsModule;
	/** Returns the bytes of its memory, which grows with the largest picture and never shrinks. */
	memoryBytes(): number;
};

/** A dynamic library and the loaders that may read untrusted bytes. */
type Codecs = { readonly libraries: readonly string[]; readonly loaders: readonly string[] };

const PLAIN_LOADERS = ["Jpeg", "Png", "Webp", "Nsgif"];

/** SVG, PDF, TIFF and all others stay blocked. */
const CODECS: Readonly<Record<VipsCodecs, Codecs>> = {
	plain: { libraries: [], loaders: PLAIN_LOADERS },
	avif: { libraries: ["vips-heif.wasm"], loaders: [...PLAIN_LOADERS, "Heif"] },
	jxl: { libraries: ["vips-jxl.wasm"], loaders: ["Jxl"] },
};

/**
 * Instantiates wasm-vips for one thread: only the loaders we accept, one inner thread (the
 * pool runs several side by side), no cache of operations (it would hold pictures in memory).
 *
 * @param openCodec Finds the library.
 * @param codecs What it decodes.
 * @throws {WidthwiseError} `engine-unavailable` if it cannot run here
 * @example
 * const { vips, memoryBytes } = await loadVips(openCodecFromFiles, "avif");
 */
export async function loadVips(openCodec: OpenVipsCodec, codecs: VipsCodecs): Promise<LoadedVips> {
	checkRuntime();
	try {
		const codec = await openCodec();
		const { libraries, loaders } = CODECS[codecs];
		const loaded = await instantiate(codec, [...libraries]);
		restrict(loaded.vips, loaders);
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

function restrict(vips: VipsModule, loaders: readonly string[]): void {
	vips.concurrency(1);
	vips.Cache.max(0);
	vips.operationBlock("VipsForeignLoad", true);
	for (const loader of loaders) vips.operationBlock(`VipsForeignLoad${loader}`, false);
}

/** The library prints internals; failures that matter are thrown. */
function ignore(): void {}
