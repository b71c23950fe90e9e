import { createLoadOnce, type LoadOnce } from "../../async/load-once.ts";
import { WidthwiseError } from "../../errors.ts";

/** The WebAssembly files of the codecs, by codec: paths in their packages. */
export const JSQUASH_FILES = {
	"jpeg-decoder": "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
	"jpeg-encoder": "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm",
	"png-decoder": "@jsquash/png/codec/pkg/squoosh_png_bg.wasm",
	"webp-decoder": "@jsquash/webp/codec/dec/webp_dec.wasm",
	"webp-encoder": "@jsquash/webp/codec/enc/webp_enc_simd.wasm",
} as const;

/** One of the codecs in {@link JSQUASH_FILES}. */
export type JsquashCodec = keyof typeof JSQUASH_FILES;

/** Returns a codec's compiled module, which is the file in {@link JSQUASH_FILES}. */
export type LoadJsquashModule = (
	codec: JsquashCodec,
) => WebAssembly.Module | Promise<WebAssembly.Module>;

/** The compiled modules, each loaded when it is first needed. */
export type JsquashModules = {
	/** Rejects with `engine-unavailable` if the module cannot be loaded; the next call tries again. */
	get(codec: JsquashCodec): Promise<WebAssembly.Module>;
	/** Makes the next calls load the modules again. */
	forget(): void;
};

/**
 * Makes the store of compiled modules.
 *
 * @example
 * const modules = createJsquashModules((codec) => compiled[codec]);
 * await modules.get("jpeg-decoder");
 */
export function createJsquashModules(load: LoadJsquashModule): JsquashModules {
	const modules = new Map<JsquashCodec, LoadOnce<WebAssembly.Module>>();
	return {
		async get(codec) {
			const module = modules.get(codec) ?? createLoadOnce(async () => load(codec));
			modules.set(codec, module);
			try {
				return await module.get();
			} catch (cause) {
				throw unavailable(cause);
			}
		},
		forget: () => modules.clear(),
	};
}

function unavailable(cause: unknown): WidthwiseError {
	return new WidthwiseError(
		"engine-unavailable",
		"The jsquash engine cannot start: its WebAssembly modules do not load; see loadModule of createJsquashEngine()",
		{ cause },
	);
}
