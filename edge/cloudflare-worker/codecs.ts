import jpegDecoder from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import jpegEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
import webpDecoder from "@jsquash/webp/codec/dec/webp_dec.wasm";
import webpEncoder from "@jsquash/webp/codec/enc/webp_enc_simd.wasm";
import type { JsquashCodec } from "widthwise/engine/jsquash";

/** Mezzanines are JPEG or WebP: a PNG was not encoded by us. */
const CODECS: Readonly<Partial<Record<JsquashCodec, WebAssembly.Module>>> = {
	"jpeg-decoder": jpegDecoder,
	"jpeg-encoder": jpegEncoder,
	"webp-decoder": webpDecoder,
	"webp-encoder": webpEncoder,
};

/**
 * Returns a compiled codec: Workers import WebAssembly, and must not compile it.
 *
 * @throws {Error} for the decoder of PNG, which is not there
 *
 * @example
 * createJsquashEngine({ loadModule: compiledCodec });
 */
export function compiledCodec(codec: JsquashCodec): WebAssembly.Module {
	const module = CODECS[codec];
	if (!module) throw new Error(`The edge has no ${codec}`);
	return module;
}
