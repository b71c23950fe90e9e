import { concat, copyOf, viewOf } from "../bytes/bytes.ts";
import type { CodedSegment } from "./entropy/coded-data.ts";
import type { ScanData } from "./entropy/walk-scan.ts";
import { isFrameMarker, type JpegLayout } from "./structure/segments.ts";

/** A segment's marker and length. */
const HEAD_BYTES = 4;

/** T.81, B.2.2: the height in a frame's payload. */
const HEIGHT_OFFSET = 1;

/**
 * Writes a segment with nothing but what decoders read of it: the tables that are used, and the codes
 * of pixels. Bytes between, and rows below the picture, are left out; codes are copied as they are.
 *
 * @param bytes the whole file; only read
 *
 * @example
 * const parts = coded.segments.map((segment) => exactSegment(bytes, layout, segment));
 */
export function exactSegment(
	bytes: Uint8Array,
	{ height }: JpegLayout,
	{ segment, payload, data }: CodedSegment,
): Uint8Array {
	const start = segment.start + HEAD_BYTES;
	const needed = concat(
		pairs(payload).map(([from, to]) => bytes.subarray(start + from, start + to)),
	);
	// A height of 0 stands for one that comes after the first scan, in DNL, which browsers do not read.
	if (isFrameMarker(segment.marker)) viewOf(needed).setUint16(HEIGHT_OFFSET, height);
	const head = Uint8Array.of(0xff, segment.marker, 0, 0);
	viewOf(head).setUint16(2, 2 + needed.length);
	return concat([head, needed, ...(data ? codesOf(bytes, data) : [])]);
}

/** The codes of a scan without what is between them; the last byte is filled with ones. */
function codesOf(bytes: Uint8Array, { start, end, spareBits, gaps }: ScanData): Uint8Array[] {
	const spans = pairs([start, ...gaps, end]);
	const parts = spans.map(([from, to]) => bytes.subarray(from, to));
	const last = copyOf(parts.pop() ?? new Uint8Array(0));
	// The last code may be in FF and its stuffed zero.
	const isStuffed = last.at(-1) === 0 && last.at(-2) === 0xff;
	const at = last.length - (isStuffed ? 2 : 1);
	const filled = (last[at] ?? 0) | ((1 << spareBits) - 1);
	if (at >= 0) last[at] = filled;
	// T.81, F.1.2.3: a zero is stuffed after each FF.
	return [...parts, last, ...(filled === 0xff && !isStuffed ? [Uint8Array.of(0)] : [])];
}

function pairs(offsets: readonly number[]): readonly (readonly [number, number])[] {
	return offsets.flatMap((from, index) =>
		index % 2 === 0 ? [[from, offsets[index + 1] ?? from] as const] : [],
	);
}
