import { startsWith, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { EXIF_SIGNATURE } from "../exif/exif.ts";

/** Marker codes, the second byte of a marker: ITU-T T.81, table B.1. */
export const MARKER = {
	TEM: 0x01,
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
	/** Offset after EOI; bytes after it are not part of the picture. */
	readonly end: number;
};

type Frame = Pick<JpegLayout, "width" | "height" | "components">;

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
 * Walks a JPEG's segments from SOI to EOI, with the data of all scans (ITU-T T.81, annex B). Skips
 * bytes between segments that are not markers, as decoders do.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `truncated-file` if the bytes end before EOI, `unreadable-image` if the
 *   structure is invalid
 *
 * @example
 * const { width, height } = parseBytes(bytes, walkJpeg(bytes.length));
 */
export function walkJpeg(size: number): Parse<JpegLayout> {
	return walk(size, false);
}

/**
 * Walks a JPEG's segments like {@link walkJpeg}, but only to the first scan if the file ends with
 * EOI. Such a file is taken to be complete, and its scans, nearly all of its bytes, need not be
 * read.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} as {@link walkJpeg}
 *
 * @example
 * const { width, height } = await parseSource(byteSource(bytes), skimJpeg(bytes.length));
 */
export function* skimJpeg(size: number): Parse<JpegLayout> {
	const [first, second] = yield* bytesAt(Math.max(0, size - 2), 2);
	return yield* walk(size, first === 0xff && second === MARKER.EOI);
}

function* walk(size: number, stopsAtScan: boolean): Parse<JpegLayout> {
	const segments: JpegSegment[] = [];
	let frame: Frame | null = null;
	let at = 2;
	while (segments.length < MAX_SEGMENTS) {
		const start: number = yield* findMarker(at);
		const head: Uint8Array = yield* bytesAt(start, 10);
		const marker = head[1] ?? 0;
		if (marker === MARKER.EOI) return finishLayout(segments, frame, start + 2);
		if (marker === MARKER.SOI) throw unreadable("JPEG", "a second image starts inside the first");
		if (head.length < 4) throw truncated("JPEG");
		let end = start + 2 + viewOf(head).getUint16(2);
		if (end < start + 4) throw unreadable("JPEG", "a segment has an invalid length");
		if (end > size) throw truncated("JPEG");
		if (isFrameMarker(marker)) {
			if (frame) throw unreadable("JPEG", "it declares its size twice");
			frame = readFrame(head, end - start);
		}
		if (marker === MARKER.DNL && frame?.height === 0 && head.length >= 6) {
			frame = { ...frame, height: viewOf(head).getUint16(4) };
		}
		if (marker === MARKER.SOS) {
			if (!frame) throw unreadable("JPEG", "its image data comes before its size");
			if (stopsAtScan && frame.height > 0) {
				return finishLayout([...segments, { marker, start, end: size - 2 }], frame, size);
			}
			end = yield* findMarker(end);
		}
		segments.push({ marker, start, end });
		at = end;
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
	return { width: view.getUint16(7), height: view.getUint16(5), components: view.getUint8(9) };
}

function finishLayout(
	segments: readonly JpegSegment[],
	frame: Frame | null,
	end: number,
): JpegLayout {
	if (!frame) throw unreadable("JPEG", "it has no header");
	if (!segments.some(({ marker }) => marker === MARKER.SOS)) {
		throw unreadable("JPEG", "it has no image data");
	}
	if (frame.width === 0 || frame.height === 0) {
		throw unreadable("JPEG", "its width or height is zero");
	}
	return { segments, ...frame, end };
}

/** Finds the next marker at or after `from`, except restart markers, stuffed and fill bytes. */
function* findMarker(from: number): Parse<number> {
	let at = from;
	let length = FIRST_SEARCH_BYTES;
	while (true) {
		const chunk: Uint8Array = yield* bytesAt(at, length);
		if (chunk.length < 2) throw truncated("JPEG");
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
