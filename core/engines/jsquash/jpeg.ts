import mozjpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import mozjpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import { defaultEncodeOptions } from "@jsquash/jpeg/meta.js";
import type { Output } from "../engine.ts";
import { openCodec } from "./emscripten.ts";
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

/** The tables of T.81, annex K, as in vips: then a quality means the same in both engines. */
const ANNEX_K_TABLES = 0;

/**
 * Decodes a JPEG, as it is stored.
 *
 * @throws whatever the codec throws if the picture is damaged: not always an `Error`
 *
 * @example
 * const { width, height, rgba } = await decodeJpeg(await modules.get("jpeg-decoder"), bytes);
 */
export async function decodeJpeg(module: WebAssembly.Module, bytes: Uint8Array): Promise<Pixels> {
	const codec = await openCodec<Decoder>(mozjpegDecoder, module);
	const image = codec.decode(bytes, false);
	if (!image) throw new Error("The decoder failed");
	return { width: image.width, height: image.height, rgba: image.data };
}

/**
 * Encodes a JPEG as vips does: progressive with trellis quantisation for visitors; with full chroma for
 * mezzanines, baseline, which is decoded faster. Alpha is ignored.
 *
 * @throws whatever the codec throws
 *
 * @example
 * const bytes = await encodeJpeg(await modules.get("jpeg-encoder"), pixels, output);
 */
export async function encodeJpeg(
	module: WebAssembly.Module,
	{ width, height, rgba }: Pixels,
	{ quality, fullChroma = false }: Output,
): Promise<Uint8Array> {
	const codec = await openCodec<Encoder>(mozjpegEncoder, module);
	return codec.encode(rgba, width, height, {
		...defaultEncodeOptions,
		quality,
		quant_table: ANNEX_K_TABLES,
		progressive: !fullChroma,
		auto_subsample: false,
		chroma_subsample: fullChroma ? 1 : 2,
	});
}
