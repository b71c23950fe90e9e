import { measureZlib } from "../deflate/measure.ts";

/** What the header says of a PNG's pixels (PNG 11.2.1). */
export type PngHeader = {
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	/** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
	readonly colourType: number;
	/** Bits of a sample. */
	readonly bitDepth: number;
	/** Whether the pixels come in the passes of Adam7. */
	readonly isInterlaced: boolean;
};

/** The image data of a PNG: the data of its IDAT chunks is one zlib stream (PNG 10.1). */
export type PngImageData = {
	/**
	 * `complete`: the stream has as many bytes as the picture. `longer`: it has more, which could be a
	 * picture's lower part. `incomplete`: it does not end, has fewer bytes, or is damaged.
	 */
	readonly state: "complete" | "longer" | "incomplete";
	/** Bytes of the stream. Bytes after it belong to no pixel. */
	readonly bytes: number;
};

/** PNG, table 11.1, by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The passes of Adam7: the first column and row, and the steps between them (PNG 8.2). */
const PASSES: readonly (readonly [left: number, top: number, across: number, down: number])[] = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
];

/**
 * Measures the image data of a PNG without inflating it.
 *
 * @param data of all IDAT chunks, joined
 *
 * @example
 * const { state } = measureImageData(layout, data);
 */
export function measureImageData(header: PngHeader, data: Uint8Array): PngImageData {
	const needed = inflatedBytes(header);
	const measured = measureZlib(data, needed);
	if (!measured || measured.inflated < needed) return { state: "incomplete", bytes: data.length };
	const state = measured.inflated > needed ? "longer" : "complete";
	return { state, bytes: measured.compressed };
}

/** The bytes of all scan lines, each with the byte of its filter (PNG 7.2 and 9.2). */
function inflatedBytes({ width, height, colourType, bitDepth, isInterlaced }: PngHeader): number {
	const bits = bitDepth * (CHANNELS[colourType] ?? 1);
	const sizeOf = (columns: number, rows: number): number =>
		columns > 0 && rows > 0 ? rows * (1 + Math.ceil((columns * bits) / 8)) : 0;
	if (!isInterlaced) return sizeOf(width, height);
	return PASSES.reduce((sum, [left, top, across, down]) => {
		const columns = Math.ceil((width - left) / across);
		return sum + sizeOf(columns, Math.ceil((height - top) / down));
	}, 0);
}
