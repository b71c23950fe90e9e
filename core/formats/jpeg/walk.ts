import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { ANY_SIZE, type CheckSize } from "../container/container.ts";
import { walkCodedData } from "./entropy/coded-data.ts";
import { type JpegLayout, MARKER, walkSegments } from "./structure/segments.ts";

/**
 * Walks a JPEG's segments from SOI to its end. A file without EOI is whole if all its pixels are there,
 * as in panoramas of some phones, which have a trailer right after the scan.
 *
 * @param size bytes in the file
 * @param checkSize called before the pixels of a file without EOI are walked
 *
 * @throws {WidthwiseError} `truncated-file` if the bytes end before the last pixel, `unreadable-image`
 *   if the structure is invalid
 *
 * @example
 * const { width, height } = parseBytes(bytes, walkJpeg(bytes.length));
 */
export function walkJpeg(size: number, checkSize: CheckSize = ANY_SIZE): Parse<JpegLayout> {
	return walkToPixels(size, false, checkSize);
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
	return yield* walkToPixels(size, first === 0xff && second === MARKER.EOI, ANY_SIZE);
}

function* walkToPixels(
	size: number,
	stopsAtScan: boolean,
	checkSize: CheckSize,
): Parse<JpegLayout> {
	const layout = yield* walkSegments(size, stopsAtScan);
	if (layout.isEnded) return layout;
	checkSize(layout);
	const { state, end } = yield* walkCodedData(layout, size);
	if (state === "damaged") throw unreadable("JPEG", "its pixels cannot be decoded");
	if (state !== "complete") throw truncated("JPEG");
	return { ...layout, end };
}
