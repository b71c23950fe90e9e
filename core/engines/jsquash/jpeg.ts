import mozjpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import mozjpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import { defaultEncodeOptions } from "@jsquash/jpeg/meta.js";
import type { Output } from "../engine.ts";
import { createCodec } from "./emscripten.ts";
import type { JsquashModules } from "./modules.ts";
import type { Pixels } from "./pixels.ts";

// The package's own types of its codecs do not resolve outside of it.
type Decoder = {
	decode(bytes: Uint8Array, isTurnedUpright: boolean): ImageData | null;
};
type Encoder = {
	encode(
		rgba: Uint8ClampedArray,
		width: number,
		height: number,
		options: typeof defaultEncodeOptions,
	): Uint8Array;
};

/** MozJPEG. Its functions reject with whatever it throws: not always an `Error`. */
export type JpegCodec = {
	/** Decodes a JPEG, as it is stored. */
	decode(bytes: Uint8Array): Promise<Pixels>;
	/** Encodes a JPEG as vips does: progressive for visitors; with full chroma baseline. Alpha is ignored. */
	encode(pixels: Pixels, output: Pick<Output, "quality" | "fullChroma">): Promise<Uint8Array>;
	/** Lets its memory go. */
	forget(): void;
};

/** The tables of T.81, annex K, as in vips: then a quality means the same in both engines. */
const ANNEX_K_TABLES = 0;

/**
 * Makes the codec of JPEG.
 *
 * @example
 * const { width, height, rgba } = await createJpegCodec(modules).decode(bytes);
 */
export function createJpegCodec(modules: JsquashModules): JpegCodec {
	const decoder = createCodec<Decoder>(mozjpegDecoder, () => modules.get("jpeg-decoder"));
	const encoder = createCodec<Encoder>(mozjpegEncoder, () => modules.get("jpeg-encoder"));
	return {
		async decode(bytes) {
			const image = await decoder.use(({ decode }) => decode(bytes, false));
			if (!image) throw new Error("The decoder failed");
			return { width: image.width, height: image.height, rgba: image.data };
		},
		async encode({ width, height, rgba }, { quality, fullChroma = false }) {
			const options = {
				...defaultEncodeOptions,
				quality,
				quant_table: ANNEX_K_TABLES,
				progressive: !fullChroma,
				auto_subsample: false,
				chroma_subsample: fullChroma ? 1 : 2,
			};
			return await encoder.use(({ encode }) => encode(rgba, width, height, options));
		},
		forget() {
			decoder.forget();
			encoder.forget();
		},
	};
}
