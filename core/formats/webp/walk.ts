import { textAt, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { withoutSignature } from "../exif/exif.ts";

/**
 * A RIFF chunk: type (4 bytes), size (4, little-endian), payload, a padding byte if the size is
 * odd.
 */
export type WebpChunk = {
	/** Four characters. */
	readonly type: string;
	/** Offset of the type. */
	readonly start: number;
	/** Offset after the payload, without padding. */
	readonly end: number;
};

/** The structure of a WebP. */
export type WebpLayout = {
	readonly chunks: readonly WebpChunk[];
	/** Pixels: the canvas. */
	readonly width: number;
	/** Pixels: the canvas. */
	readonly height: number;
	readonly hasAlpha: boolean;
	/** Frames of the animation; 1 for a still picture. */
	readonly frames: number;
};

/** The bits of the first byte of VP8X (RFC 9649, 2.7.1). */
export const VP8X_FLAG = {
	ANIMATION: 0x02,
	XMP: 0x04,
	EXIF: 0x08,
	ALPHA: 0x10,
	ICC: 0x20,
} as const;

/** Bytes of an animation frame before its chunks (RFC 9649, 2.7.1.1). */
export const ANMF_HEADER_BYTES = 16;

/** Chunks of one animation frame: its picture takes two, and unknown ones may follow (RFC 9649, 2.7.1.1). */
export const MAX_FRAME_CHUNKS = 100;

/** Bytes before the first chunk: RIFF, size, WEBP. */
export const WEBP_HEADER_BYTES = 12;

const MAX_CHUNKS = 100_000;

type Picture = Pick<WebpLayout, "width" | "height" | "hasAlpha">;

/**
 * Walks a WebP's chunks (RFC 9649, 2.3 to 2.7), without reading their payloads.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `truncated-file` if RIFF declares more bytes than the file has,
 *   `unreadable-image` if the structure is invalid
 *
 * @example
 * const { width, height } = parseBytes(bytes, walkWebp(bytes.length));
 */
export function* walkWebp(size: number): Parse<WebpLayout> {
	const riff = yield* bytesAt(0, WEBP_HEADER_BYTES);
	if (riff.length < WEBP_HEADER_BYTES) throw truncated("WebP");
	const end = 8 + viewOf(riff).getUint32(4, true);
	if (end > size) throw truncated("WebP");
	const chunks = yield* walkChunks(WEBP_HEADER_BYTES, end);
	const first = chunks[0];
	if (!first) throw unreadable("WebP", "it has no image data");
	const picture = yield* readPicture(first);
	const still = chunks.find(({ type }) => type === "VP8 " || type === "VP8L");
	const frames = chunks.filter(({ type }) => type === "ANMF").length;
	if (!still && frames === 0) throw unreadable("WebP", "it has no image data");
	if (still && still !== first) yield* requireSameSize(picture, still);
	return { chunks, ...picture, frames: Math.max(1, frames) };
}

/**
 * Walks the chunks between two offsets: those of the file, or of one animation frame.
 *
 * @param maxChunks more are refused; default: 100 000
 *
 * @throws {WidthwiseError} `unreadable-image` if a chunk does not fit
 *
 * @example
 * const end = 8 + viewOf(bytes).getUint32(4, true);
 * const chunks = parseBytes(bytes, walkChunks(WEBP_HEADER_BYTES, end));
 */
export function* walkChunks(
	start: number,
	end: number,
	maxChunks: number = MAX_CHUNKS,
): Parse<readonly WebpChunk[]> {
	const chunks: WebpChunk[] = [];
	for (let at = start; at < end; ) {
		if (chunks.length === maxChunks) throw unreadable("WebP", "it has too many chunks");
		const head: Uint8Array = yield* bytesAt(at, 8);
		if (at + 8 > end || head.length < 8) throw unreadable("WebP", "a chunk is cut off");
		const length = viewOf(head).getUint32(4, true);
		if (at + 8 + length > end) throw unreadable("WebP", "a chunk is longer than the file");
		chunks.push({ type: textAt(head, 0, 4), start: at, end: at + 8 + length });
		at += 8 + length + (length % 2);
	}
	return chunks;
}

/**
 * Reads the EXIF block as a TIFF structure, at most 1 MB; `null` if there is none.
 *
 * @example
 * const layout = parseBytes(bytes, walkWebp(bytes.length));
 * const exif = parseBytes(bytes, webpExif(layout));
 */
export function* webpExif(layout: WebpLayout): Parse<Uint8Array | null> {
	const payload = yield* webpPayload(layout, "EXIF");
	return payload && withoutSignature(payload);
}

/**
 * Reads the payload of the first chunk of a type, at most 1 MB; `null` if there is none.
 *
 * @param chunkType four characters
 *
 * @example
 * const layout = parseBytes(bytes, walkWebp(bytes.length));
 * const xmp = parseBytes(bytes, webpPayload(layout, "XMP "));
 */
export function* webpPayload(layout: WebpLayout, chunkType: string): Parse<Uint8Array | null> {
	const chunk = layout.chunks.find(({ type }) => type === chunkType);
	if (!chunk) return null;
	return yield* bytesAt(chunk.start + 8, Math.min(chunk.end - chunk.start - 8, 1 << 20));
}

/** Reads the first chunk: VP8 (RFC 6386, 9.1), VP8L (RFC 9649, 3.4) or VP8X. */
function* readPicture(chunk: WebpChunk): Parse<Picture> {
	const head = yield* bytesAt(chunk.start + 8, Math.min(10, chunk.end - chunk.start - 8));
	const view = viewOf(head);
	if (chunk.type === "VP8X" && head.length === 10) {
		const width = 1 + view.getUint16(4, true) + view.getUint8(6) * 0x10000;
		const height = 1 + view.getUint16(7, true) + view.getUint8(9) * 0x10000;
		return { width, height, hasAlpha: (view.getUint8(0) & VP8X_FLAG.ALPHA) !== 0 };
	}
	if (chunk.type === "VP8 " && head.length === 10 && textAt(head, 3, 3) === "\x9d\x01\x2a") {
		const width = view.getUint16(6, true) & 0x3fff;
		const height = view.getUint16(8, true) & 0x3fff;
		if (width === 0 || height === 0) throw unreadable("WebP", "its width or height is zero");
		return { width, height, hasAlpha: false };
	}
	if (chunk.type === "VP8L" && head.length >= 5 && head[0] === 0x2f) {
		const bits = view.getUint32(1, true);
		const width = 1 + (bits & 0x3fff);
		const height = 1 + ((bits >>> 14) & 0x3fff);
		return { width, height, hasAlpha: ((bits >>> 28) & 1) === 1 };
	}
	throw unreadable("WebP", "its header is invalid");
}

/** RFC 9649, 2.7: a still picture fills its canvas. A larger one would evade the pixel limit. */
function* requireSameSize(canvas: Picture, still: WebpChunk): Parse<void> {
	const picture = yield* readPicture(still);
	if (picture.width !== canvas.width || picture.height !== canvas.height) {
		throw unreadable("WebP", "its picture does not have the declared size");
	}
}
