import { concat, copyOf, latin1, viewOf } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { parseBytes } from "../bytes/parse.ts";
import type { FreshExif } from "../exif/exif.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { pictureChunks } from "./picture-chunks.ts";
import { webpProfile } from "./profile.ts";
import {
	ANMF_HEADER_BYTES,
	MAX_FRAME_CHUNKS,
	VP8X_FLAG,
	type WebpChunk,
	type WebpLayout,
	walkChunks,
	webpExif,
} from "./walk.ts";

/** The flags of VP8X follow the RIFF header (12 bytes) and the chunk's own (8). */
const FLAGS_OFFSET = 20;

/** Background colour and loop count (RFC 9649, 2.7.1.1). */
const ANIM_BYTES = 6;

/** The last byte of a frame's header: blending and disposal, below six reserved bits. */
const FRAME_FLAGS = { offset: 15, used: 0x03 } as const;

/**
 * Strips a WebP to the chunks that decode to its picture or its animation, and the colours of its
 * profile. Their payloads are copied byte for byte, the flags of VP8X are adjusted, and bytes after the
 * RIFF are dropped. Bytes after the codes inside a payload stay.
 *
 * @param bytes the whole file; only read
 * @param fresh makes the EXIF block of the copy
 *
 * @throws {WidthwiseError} `unreadable-image` if it has frames, but is declared a still picture
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
	const declaresAnimation = extended && ((bytes[FLAGS_OFFSET] ?? 0) & VP8X_FLAG.ANIMATION) !== 0;
	const frames = declaresAnimation ? animation(bytes, layout.chunks) : [];
	const isAnimated = frames.length > 0;
	const picture = isAnimated ? frames : stillPicture(bytes, layout, extended);
	if (picture.length === 0) throw unreadable("WebP", "it has no image data");
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
		...picture,
		...(exif.length > 0 ? [webpChunk("EXIF", exif)] : []),
	]);
	return webpChunk("RIFF", body);
}

/** A file without VP8X is one chunk. */
function stillPicture(
	bytes: Uint8Array,
	{ chunks }: WebpLayout,
	extended: boolean,
): readonly Uint8Array[] {
	const candidates = extended ? chunks : chunks.slice(0, 1);
	return pictureChunks(candidates).map((chunk) => copyChunk(bytes, chunk));
}

/** ANIM and the frames that have a picture; empty if there are none. */
function animation(bytes: Uint8Array, chunks: readonly WebpChunk[]): readonly Uint8Array[] {
	const frames = chunks.filter(({ type }) => type === "ANMF").flatMap((one) => frame(bytes, one));
	const anim = chunks.find(({ type }) => type === "ANIM");
	if (!anim || frames.length === 0) return frames;
	const payload = bytes.subarray(anim.start + 8, Math.min(anim.end, anim.start + 8 + ANIM_BYTES));
	return [webpChunk("ANIM", payload), ...frames];
}

function frame(bytes: Uint8Array, { start, end }: WebpChunk): readonly Uint8Array[] {
	const inside = start + 8 + ANMF_HEADER_BYTES;
	const picture = pictureChunks(parseBytes(bytes, walkChunks(inside, end, MAX_FRAME_CHUNKS)));
	if (picture.length === 0) return [];
	const header = copyOf(bytes.subarray(start + 8, inside));
	header[FRAME_FLAGS.offset] = (header[FRAME_FLAGS.offset] ?? 0) & FRAME_FLAGS.used;
	return [webpChunk("ANMF", concat([header, ...picture.map((chunk) => copyChunk(bytes, chunk))]))];
}

function copyChunk(bytes: Uint8Array, { type, start, end }: WebpChunk): Uint8Array {
	return webpChunk(type, bytes.subarray(start + 8, end));
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
