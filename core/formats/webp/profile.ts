import { concat, latin1, viewOf } from "../bytes/bytes.ts";
import { VP8X_FLAG, type WebpChunk, type WebpLayout } from "./walk.ts";

/** Bytes of a chunk before its payload: type and size. */
const HEAD_BYTES = 8;

/**
 * Reads the colour profile of a WebP (RFC 9649, 2.7.1.4); `null` if there is none.
 *
 * @param bytes the whole file; only read
 *
 * @example
 * const profile = webpProfile(bytes, parseBytes(bytes, walkWebp(bytes.length)));
 */
export function webpProfile(bytes: Uint8Array, { chunks }: WebpLayout): Uint8Array | null {
	const chunk = chunks[0]?.type === "VP8X" ? chunks.find(({ type }) => type === "ICCP") : null;
	return chunk ? bytes.subarray(chunk.start + HEAD_BYTES, chunk.end) : null;
}

/**
 * Copies a WebP with another colour profile, or without any. All other chunks are copied byte for byte;
 * a file that gets a profile also gets the VP8X chunk that announces it.
 *
 * @param bytes the whole file; only read
 *
 * @example
 * const tagged = replaceWebpProfile(bytes, parseBytes(bytes, walkWebp(bytes.length)), profile);
 */
export function replaceWebpProfile(
	bytes: Uint8Array,
	layout: WebpLayout,
	profile: Uint8Array | null,
): Uint8Array<ArrayBuffer> {
	const first = layout.chunks[0];
	const isExtended = first?.type === "VP8X";
	const others = layout.chunks
		.filter(({ type }) => type !== "VP8X" && type !== "ICCP")
		.map((chunk) => wholeChunk(bytes, chunk));
	const flags = isExtended ? (bytes[first.start + HEAD_BYTES] ?? 0) : simpleFlags(layout);
	const header = extendedHeader(layout, profile ? flags | VP8X_FLAG.ICC : flags & ~VP8X_FLAG.ICC);
	return formatChunk("RIFF", [
		latin1("WEBP"),
		...(isExtended || profile ? [formatChunk("VP8X", [header])] : []),
		...(profile ? [formatChunk("ICCP", [profile])] : []),
		...others,
	]);
}

function simpleFlags({ hasAlpha }: WebpLayout): number {
	return hasAlpha ? VP8X_FLAG.ALPHA : 0;
}

/** RFC 9649, 2.7.1: flags, three reserved bytes, then 24 bits each of width and height minus one. */
function extendedHeader({ width, height }: WebpLayout, flags: number): Uint8Array<ArrayBuffer> {
	const [right, bottom] = [width - 1, height - 1];
	const little = (value: number): number[] => [value, value >> 8, value >> 16];
	return Uint8Array.of(flags, 0, 0, 0, ...little(right), ...little(bottom));
}

/** A chunk with the byte that pads it to an even length. */
function wholeChunk(bytes: Uint8Array, { start, end }: WebpChunk): Uint8Array<ArrayBuffer> {
	return concat([bytes.subarray(start, end), new Uint8Array((end - start) % 2)]);
}

function formatChunk(type: string, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const length = parts.reduce((sum, part) => sum + part.length, 0);
	const size = new Uint8Array(4);
	viewOf(size).setUint32(0, length, true);
	return concat([latin1(type), size, ...parts, new Uint8Array(length % 2)]);
}
