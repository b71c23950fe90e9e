import webpDecoder from "@jsquash/webp/codec/dec/webp_dec.js";
import webpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.js";
import { defaultOptions } from "@jsquash/webp/meta.js";
import { createCodec } from "./emscripten.ts";
import type { JsquashModules } from "./modules.ts";
import type { Pixels } from "./pixels.ts";

// The package's own types of its codecs do not resolve outside of it.
type Decoder = { decode(bytes: Uint8Array): ImageData | null };
type Encoder = {
	encode(
		rgba: Uint8ClampedArray,
		width: number,
		height: number,
		options: typeof defaultOptions,
	): Uint8Array | null;
};

/** libwebp. Its functions reject with whatever it throws: not always an `Error`. */
export type WebpCodec = {
	/** Decodes a still WebP. */
	decode(bytes: Uint8Array): Promise<Pixels>;
	/** Encodes a lossy WebP of a quality from 1 to 100, with the effort that vips takes too: 4. */
	encode(pixels: Pixels, quality: number): Promise<Uint8Array>;
	/** Lets its memory go. */
	forget(): void;
};

/**
 * Makes the codec of WebP.
 *
 * @example
 * const { width, height, rgba } = await createWebpCodec(modules).decode(bytes);
 */
export function createWebpCodec(modules: JsquashModules): WebpCodec {
	const decoder = createCodec<Decoder>(webpDecoder, () => modules.get("webp-decoder"));
	const encoder = createCodec<Encoder>(webpEncoder, () => modules.get("webp-encoder"));
	return {
		async decode(bytes) {
			const image = await decoder.use(({ decode }) => decode(bytes));
			if (!image) throw new Error("The decoder failed");
			return { width: image.width, height: image.height, rgba: image.data };
		},
		async encode({ width, height, rgba }, quality) {
			const options = { ...defaultOptions, quality };
			const bytes = await encoder.use(({ encode }) => encode(rgba, width, height, options));
			if (!bytes) throw new Error("The encoder failed");
			return bytes;
		},
		forget() {
			decoder.forget();
			encoder.forget();
		},
	};
}
