import { concat, latin1, viewOf } from "../bytes/bytes.ts";
import { parseBytes } from "../bytes/parse.ts";
import type { FreshExif } from "../exif/exif.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { webpProfile } from "./profile.ts";
import {
	ANMF_HEADER_BYTES,
	VP8X_FLAG,
	type WebpChunk,
	type WebpLayout,
	walkChunks,
	webpExif,
} from "./walk.ts";

/** The chunks that decoding needs (RFC 9649, 2.7). VP8X is rewritten, and the colour profile. */
const KEPT: readonly string[] = ["ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"];

/** The chunks of a file without VP8X: one picture. */
const KEPT_SIMPLE: readonly string[] = ["VP8 ", "VP8L"];

/** The flags of VP8X follow the RIFF header (12 bytes) and the chunk's own (8). */
const FLAGS_OFFSET = 20;

/** The chunks of an animation frame. */
const KEPT_IN_FRAME: readonly string[] = ["ALPH", "VP8 ", "VP8L"];

/**
 * Strips a WebP to the chunks in {@link KEPT} and the colours of its profile. Image data is copied byte for byte, the flags of
 * VP8X are adjusted, and bytes after the RIFF are dropped.
 *
 * @param bytes the whole file; only read
 * @param fresh makes the EXIF block of the copy
 *
 * @example
 * const layout = parseBytes(bytes, walkWebp(bytes.length));
 * const stripped = stripWebp(bytes, layout, () => new Uint8Array(0));
 */
export function stripWebp(
	bytes: Uint8Array,
	layout: WebpLayout,
	fresh: FreshExif,
): Uint8Array<ArrayBuffer> {
	const exif = fresh(parseBytes(bytes, webpExif(layout)));
	const extended = layout.chunks[0]?.type === "VP8X";
	const allowed = extended ? KEPT : KEPT_SIMPLE;
	const kept = layout.chunks.filter(({ type }) => allowed.includes(type));
	const isAnimated = extended && ((bytes[FLAGS_OFFSET] ?? 0) & VP8X_FLAG.ANIMATION) !== 0;
	const profile = webpProfile(bytes, layout);
	const colours = profile && publicProfile(profile);
	const flags =
		(isAnimated ? VP8X_FLAG.ANIMATION : 0) |
		(exif.length > 0 ? VP8X_FLAG.EXIF : 0) |
		(colours ? VP8X_FLAG.ICC : 0);
	const body = concat([
		latin1("WEBP"),
		...(extended || exif.length > 0 ? [vp8x(layout, flags)] : []),
		...(colours ? [webpChunk("ICCP", colours)] : []),
		...kept.map((chunk) => copyChunk(bytes, chunk)),
		...(exif.length > 0 ? [webpChunk("EXIF", exif)] : []),
	]);
	return webpChunk("RIFF", body);
}

function copyChunk(bytes: Uint8Array, { type, start, end }: WebpChunk): Uint8Array {
	const payload = bytes.subarray(start + 8, end);
	if (type !== "ANMF") return webpChunk(type, payload);
	const inside = walkChunks(start + 8 + ANMF_HEADER_BYTES, end);
	const frame = parseBytes(bytes, inside)
		.filter((chunk) => KEPT_IN_FRAME.includes(chunk.type))
		.map((chunk) => webpChunk(chunk.type, bytes.subarray(chunk.start + 8, chunk.end)));
	return webpChunk(type, concat([payload.subarray(0, ANMF_HEADER_BYTES), ...frame]));
}

/**
 * RFC 9649, 2.7.1: one byte of flags, three reserved, canvas width minus one and height minus one.
 */
function vp8x({ width, height, hasAlpha }: WebpLayout, flags: number): Uint8Array {
	const payload = new Uint8Array(10);
	payload[0] = flags | (hasAlpha ? VP8X_FLAG.ALPHA : 0);
	const view = viewOf(payload);
	view.setUint16(4, (width - 1) & 0xffff, true);
	view.setUint8(6, (width - 1) >>> 16);
	view.setUint16(7, (height - 1) & 0xffff, true);
	view.setUint8(9, (height - 1) >>> 16);
	return webpChunk("VP8X", payload);
}

function webpChunk(type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
	const chunk = new Uint8Array(8 + payload.length + (payload.length % 2));
	chunk.set(latin1(type));
	viewOf(chunk).setUint32(4, payload.length, true);
	chunk.set(payload, 8);
	return chunk;
}
