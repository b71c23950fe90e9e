import webpDecoder from "@jsquash/webp/codec/dec/webp_dec.js";
import webpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.js";
import { defaultOptions } from "@jsquash/webp/meta.js";
import { openCodec } from "./emscripten.ts";
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

/**
 * Decodes a still WebP.
 *
 * @throws whatever the codec throws if the picture is damaged: not always an `Error`
 *
 * @example
 * const { width, height, rgba } = await decodeWebp(await modules.get("webp-decoder"), bytes);
 */
export async function decodeWebp(module: WebAssembly.Module, bytes: Uint8Array): Promise<Pixels> {
	const codec = await openCodec<Decoder>(webpDecoder, module);
	const image = codec.decode(bytes);
	if (!image) throw new Error("The decoder failed");
	return { width: image.width, height: image.height, rgba: image.data };
}

/**
 * Encodes a lossy WebP, with the effort that vips takes too: 4.
 *
 * @param quality 1 to 100
 *
 * @throws whatever the codec throws
 *
 * @example
 * const bytes = await encodeWebp(await modules.get("webp-encoder"), pixels, 78);
 */
export async function encodeWebp(
	module: WebAssembly.Module,
	{ width, height, rgba }: Pixels,
	quality: number,
): Promise<Uint8Array> {
	const codec = await openCodec<Encoder>(webpEncoder, module);
	const bytes = codec.encode(rgba, width, height, { ...defaultOptions, quality });
	if (!bytes) throw new Error("The encoder failed");
	return bytes;
}
