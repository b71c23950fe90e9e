import { WidthwiseError } from "../../../errors.ts";
import { startsWith, viewOf } from "../../bytes/bytes.ts";
import { truncated, unreadable } from "../../bytes/damage.ts";
import { bytesAt, type Parse } from "../../bytes/parse.ts";
import { EXIF_SIGNATURE } from "../../exif/exif.ts";
import { requireSupportedFrame } from "./supported.ts";

/** Marker codes, the second byte of a marker: ITU-T T.81, table B.1. */
export const MARKER = {
	TEM: 0x01,
	SOF0: 0xc0,
	SOF1: 0xc1,
	SOF2: 0xc2,
	DHT: 0xc4,
	JPG: 0xc8,
	DAC: 0xcc,
	RST0: 0xd0,
	RST7: 0xd7,
	SOI: 0xd8,
	EOI: 0xd9,
	SOS: 0xda,
	DQT: 0xdb,
	DNL: 0xdc,
	DRI: 0xdd,
	DHP: 0xde,
	EXP: 0xdf,
	APP0: 0xe0,
	APP1: 0xe1,
	APP2: 0xe2,
	APP13: 0xed,
	APP14: 0xee,
	COM: 0xfe,
} as const;

/** A marker segment. That of a scan includes its entropy-coded data and restart markers. */
export type JpegSegment = {
	readonly marker: number;
	/** Offset of the marker. Two bytes of marker and two of length precede the payload. */
	readonly start: number;
	/** Offset after the payload, which is the header of a scan. */
	readonly payloadEnd: number;
	/** Offset after the segment's last byte. */
	readonly end: number;
};

/** The structure of a JPEG, from SOI to EOI. */
export type JpegLayout = {
	readonly segments: readonly JpegSegment[];
	/** Pixels, as stored. */
	readonly width: number;
	/** Pixels, as stored. */
	readonly height: number;
	/** Colour components per pixel: 1 grey, 3 colour, 4 CMYK or YCCK. */
	readonly components: number;
	/** Whether it is coded as browsers show it: SOF0 to SOF2 with 8 bits. */
	readonly isCommon: boolean;
	/** Whether it is progressive: SOF2. */
	readonly isProgressive: boolean;
	/** Offset after EOI, or after the last byte of pixels; bytes after it are not part of the picture. */
	readonly end: number;
	/** Whether there is an EOI. */
	readonly isEnded: boolean;
};

type Frame = Pick<JpegLayout, "width" | "height" | "components" | "isCommon" | "isProgressive">;

/** What has been found so far. */
type Found = { readonly segments: JpegSegment[]; frame: Frame | null };

/** Baseline, extended and progressive DCT, with Huffman codes (T.81, table B.1). */
const COMMON_FRAMES: readonly number[] = [MARKER.SOF0, MARKER.SOF1, MARKER.SOF2];

const MAX_SEGMENTS = 20_000;
/** Bytes read at once in search of a marker: first, as it is usually near, and then. */
const [FIRST_SEARCH_BYTES, SEARCH_BYTES] = [64, 256 * 1024];

/**
 * Whether a marker starts a frame: SOF0 to SOF15, which exclude DHT, JPG and DAC (T.81, table B.1).
 *
 * @example
 * isFrameMarker(0xc2); // true
 */
export function isFrameMarker(marker: number): boolean {
	if (marker === MARKER.DHT || marker === MARKER.JPG || marker === MARKER.DAC) return false;
	return marker >= 0xc0 && marker <= 0xcf;
}

/**
 * Walks a JPEG's segments to EOI, with the data of all scans (ITU-T T.81, annex B). Skips bytes between
 * segments that are not markers, as decoders do. If there is no EOI, the layout has what could be
 * segments up to the end of the file.
 *
 * @param size bytes in the file
 * @param stopsAtScan whether the first scan is taken for the rest of the file
 *
 * @throws {WidthwiseError} `truncated-file` if the bytes end before the first scan, `unreadable-image`
 *   if the structure is invalid before that
 *
 * @example
 * const layout = parseBytes(bytes, walkSegments(bytes.length, false));
 */
export function* walkSegments(size: number, stopsAtScan: boolean): Parse<JpegLayout> {
	const found: Found = { segments: [], frame: null };
	try {
		const end = yield* readSegments(found, size, stopsAtScan);
		return layoutOf(found, end, true);
	} catch (error) {
		if (!(error instanceof WidthwiseError) || !hasScan(found)) throw error;
		return layoutOf(found, size, false);
	}
}

/** Returns the offset after EOI. */
function* readSegments(found: Found, size: number, stopsAtScan: boolean): Parse<number> {
	let at = 2;
	while (found.segments.length < MAX_SEGMENTS) {
		const start: number | null = yield* findMarker(at);
		if (start === null) throw truncated("JPEG");
		const head: Uint8Array = yield* bytesAt(start, 10);
		const marker = head[1] ?? 0;
		if (marker === MARKER.EOI) return start + 2;
		if (marker === MARKER.SOI) throw unreadable("JPEG", "a second image starts inside the first");
		if (head.length < 4) throw truncated("JPEG");
		const payloadEnd = start + 2 + viewOf(head).getUint16(2);
		if (payloadEnd < start + 4) throw unreadable("JPEG", "a segment has an invalid length");
		if (payloadEnd > size) throw truncated("JPEG");
		if (isFrameMarker(marker)) {
			if (found.frame) throw unreadable("JPEG", "it declares its size twice");
			found.frame = readFrame(head, payloadEnd - start);
		}
		if (marker === MARKER.DNL && found.frame?.height === 0 && head.length >= 6) {
			found.frame = { ...found.frame, height: viewOf(head).getUint16(4) };
		}
		const segment = { marker, start, payloadEnd, end: payloadEnd };
		if (marker === MARKER.SOS) {
			if (!found.frame) throw unreadable("JPEG", "its image data comes before its size");
			if (stopsAtScan && found.frame.height > 0) {
				found.segments.push({ ...segment, end: size - 2 });
				return size;
			}
			segment.end = (yield* findMarker(payloadEnd)) ?? size;
		}
		found.segments.push(segment);
		at = segment.end;
	}
	throw unreadable("JPEG", "it has too many segments");
}

/**
 * Reads the payload of the first segment with a marker and a signature, without the signature;
 * `null` if there is none. Only segments before the first scan count, as in decoders.
 *
 * @param marker the marker's second byte
 *
 * @example
 * const layout = parseBytes(bytes, walkJpeg(bytes.length));
 * const xmp = parseBytes(bytes, jpegPayload(layout, MARKER.APP1, "http://ns.adobe.com/xap/1.0/\0"));
 */
export function* jpegPayload(
	layout: JpegLayout,
	marker: number,
	signature: string,
): Parse<Uint8Array | null> {
	for (const segment of layout.segments) {
		if (segment.marker === MARKER.SOS) return null;
		if (segment.marker !== marker) continue;
		const payload = yield* bytesAt(segment.start + 4, segment.end - segment.start - 4);
		if (startsWith(payload, signature)) return payload.subarray(signature.length);
	}
	return null;
}

/**
 * Reads the first EXIF block as a TIFF structure; `null` if there is none.
 *
 * @example
 * const layout = parseBytes(bytes, walkJpeg(bytes.length));
 * const exif = parseBytes(bytes, jpegExif(layout));
 */
export function jpegExif(layout: JpegLayout): Parse<Uint8Array | null> {
	return jpegPayload(layout, MARKER.APP1, EXIF_SIGNATURE);
}

/** T.81, B.2.2: length, precision, height, width, components. */
function readFrame(head: Uint8Array, length: number): Frame {
	if (head.length < 10 || length < 10) throw unreadable("JPEG", "its header is too short");
	const view = viewOf(head);
	const marker = view.getUint8(1);
	requireSupportedFrame(marker, view.getUint8(4));
	return {
		width: view.getUint16(7),
		height: view.getUint16(5),
		components: view.getUint8(9),
		isCommon: COMMON_FRAMES.includes(marker),
		isProgressive: marker === MARKER.SOF2,
	};
}

function layoutOf(found: Found, end: number, isEnded: boolean): JpegLayout {
	const { segments, frame } = found;
	if (!frame) throw unreadable("JPEG", "it has no header");
	if (!hasScan(found)) throw unreadable("JPEG", "it has no image data");
	if (frame.width === 0 || frame.height === 0) {
		throw unreadable("JPEG", "its width or height is zero");
	}
	return { segments, ...frame, end, isEnded };
}

function hasScan({ segments }: Found): boolean {
	return segments.some(({ marker }) => marker === MARKER.SOS);
}

/**
 * Finds the next marker at or after `from`, except restart markers, stuffed and fill bytes; `null` if
 * there is none.
 */
function* findMarker(from: number): Parse<number | null> {
	let at = from;
	let length = FIRST_SEARCH_BYTES;
	while (true) {
		const chunk: Uint8Array = yield* bytesAt(at, length);
		if (chunk.length < 2) return null;
		const found = markerIn(chunk);
		if (found >= 0) return at + found;
		// The last byte of the chunk may be the first byte of a marker.
		at += chunk.length - 1;
		length = SEARCH_BYTES;
	}
}

function markerIn(chunk: Uint8Array): number {
	const last = chunk.length - 1;
	let at = chunk.indexOf(0xff);
	while (at >= 0 && at < last) {
		const code = chunk[at + 1] ?? 0;
		if (!isInsideScan(code)) return at;
		// T.81, B.1.1.2: any number of FF bytes may precede a marker.
		at = code === 0xff ? at + 1 : chunk.indexOf(0xff, at + 2);
	}
	return -1;
}

function isInsideScan(code: number): boolean {
	if (code === 0 || code === 0xff || code === MARKER.TEM) return true;
	return code >= MARKER.RST0 && code <= MARKER.RST7;
}
