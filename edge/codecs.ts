import { JSQUASH_FILES, type JsquashCodec } from "widthwise/engine/jsquash";

/** The codecs of the edges. Mezzanines and the masters that we encoded are JPEG or WebP. */
export const EDGE_CODECS = [
	"jpeg-decoder",
	"jpeg-encoder",
	"webp-decoder",
	"webp-encoder",
] as const satisfies readonly JsquashCodec[];

/**
 * Returns the name of a codec's file, in which it lies beside the program of an edge.
 *
 * @example
 * codecFileName("jpeg-decoder"); // "mozjpeg_dec.wasm"
 */
export function codecFileName(codec: JsquashCodec): string {
	return JSQUASH_FILES[codec].split("/").at(-1) ?? codec;
}
