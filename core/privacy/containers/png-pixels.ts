import { concat, copyOf, viewOf } from "../../formats/bytes/bytes.ts";

/** PNG 8.2: in which of the seven passes each pixel of a square of 8 by 8 comes, by row. */
const ADAM7: readonly string[] = [
	...["16462646", "77777777", "56565656", "77777777"],
	...["36463646", "77777777", "56565656", "77777777"],
];

/** RFC 1950, 2.2: the bytes before the blocks, and those of the checksum after them. */
const [HEAD_BYTES, CHECKSUM_BYTES] = [2, 4];

/** Samples of a pixel, by colour type (PNG, table 11.1). */
const SAMPLES: readonly number[] = [1, 0, 3, 1, 2, 0, 4];

/**
 * Whether the image data of a PNG is exactly its pixels: one zlib stream (PNG 10.1) that inflates to the
 * lines of the picture, with nothing after it. The platform's own decoder inflates it.
 *
 * @param header the data of IHDR
 * @param parts the data of the IDAT chunks
 *
 * @example
 * if (!(await isExactlyPixels(header, parts))) found.push("data that no decoder reads");
 */
export async function isExactlyPixels(
	header: Uint8Array,
	parts: readonly Uint8Array[],
): Promise<boolean> {
	const expected = header.length === 13 ? bytesOfLines(header) : 0;
	const stream = concat(parts);
	// Many decoders ignore a wrong checksum, but it is always there (RFC 1950, 2.2).
	const blocks = stream.subarray(HEAD_BYTES, Math.max(HEAD_BYTES, stream.length - CHECKSUM_BYTES));
	const inflated = new Blob([copyOf(blocks)])
		.stream()
		.pipeThrough(new DecompressionStream("deflate-raw"));
	let length = 0;
	try {
		for await (const part of inflated) {
			length += part.length;
			if (length > expected) return false;
		}
	} catch {
		// The decoder refuses damaged streams, and bytes after the end of one.
		return false;
	}
	return length === expected;
}

/** PNG 7.2 and 9.2: a line has a byte for its filter, and its pixels in whole bytes. */
function bytesOfLines(header: Uint8Array): number {
	const view = viewOf(header);
	const [width, height] = [view.getUint32(0), view.getUint32(4)];
	const bits = view.getUint8(8) * (SAMPLES[view.getUint8(9)] ?? 0);
	const lines = (columns: number, rows: number): number =>
		columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8));
	if (view.getUint8(12) === 0) return lines(width, height);
	let sum = 0;
	for (const pass of "1234567") {
		const row = ADAM7.find((squares) => squares.includes(pass)) ?? "";
		const column = ADAM7.map((squares) => squares[row.indexOf(pass)] ?? "").join("");
		sum += lines(countIn(row, pass, width), countIn(column, pass, height));
	}
	return sum;
}

/** How often a pass occurs in a number of pixels that repeat a pattern of 8. */
function countIn(pattern: string, pass: string, pixels: number): number {
	const inPattern = [...pattern].filter((one) => one === pass).length;
	const rest = [...pattern.slice(0, pixels % 8)].filter((one) => one === pass).length;
	return Math.floor(pixels / 8) * inPattern + rest;
}
