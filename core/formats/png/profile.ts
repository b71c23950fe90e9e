import { concat } from "../bytes/bytes.ts";
import { inflate } from "../deflate/inflate.ts";
import { PNG_SIGNATURE_BYTES, type PngLayout } from "./walk.ts";

/** The chunks that say what the numbers of pixels mean (PNG 11.3.2). */
const COLOUR_CHUNKS: readonly string[] = ["iCCP", "sRGB", "gAMA", "cHRM", "cICP"];

/** A name has at most 79 bytes; a NUL and the compression method follow it (PNG 11.3.2.3). */
const MAX_NAME_BYTES = 79;

/** Profiles are kilobytes; a small chunk may inflate to much more. */
const MAX_PROFILE_BYTES = 4 << 20;

/**
 * Reads the colour profile of a PNG, which is compressed (PNG 11.3.2.3).
 *
 * @param bytes the whole file; only read
 *
 * @returns `null` if there is none, if it is damaged, or if it has more than 4 MB
 *
 * @example
 * const profile = pngProfile(bytes, parseBytes(bytes, walkPng(bytes.length)));
 */
export function pngProfile(bytes: Uint8Array, { chunks }: PngLayout): Uint8Array | null {
	const chunk = chunks.find(({ type }) => type === "iCCP");
	if (!chunk) return null;
	const data = bytes.subarray(chunk.start + 8, chunk.end - 4);
	const name = data.subarray(0, MAX_NAME_BYTES + 1).indexOf(0);
	if (name < 0 || data[name + 1] !== 0) return null;
	return inflate(data.subarray(name + 2), MAX_PROFILE_BYTES);
}

/**
 * Copies a PNG without its profile and the other chunks that define colours, so that its pixels are
 * plain sRGB. All other chunks are copied byte for byte.
 *
 * @param bytes the whole file; only read
 *
 * @example
 * const plain = withoutPngProfile(bytes, parseBytes(bytes, walkPng(bytes.length)));
 */
export function withoutPngProfile(bytes: Uint8Array, { chunks }: PngLayout): Uint8Array {
	const others = chunks.filter(({ type }) => !COLOUR_CHUNKS.includes(type));
	return concat([
		bytes.subarray(0, PNG_SIGNATURE_BYTES),
		...others.map(({ start, end }) => bytes.subarray(start, end)),
	]);
}
