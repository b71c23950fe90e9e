import type { Orientation } from "../../formats/exif/exif.ts";
import { uprightSize } from "../../formats/probe.ts";
import type { Pixels } from "./pixels.ts";

/**
 * Turns pixels upright, as EXIF's orientation says (EXIF 3.0, 4.6.5.1.6).
 *
 * @example
 * const lying = { width: 2, height: 1, rgba: Uint8ClampedArray.of(1, 1, 1, 1, 2, 2, 2, 2) };
 * turnUpright(lying, 6); // width 1, height 2
 */
export function turnUpright(pixels: Pixels, orientation: Orientation): Pixels {
	if (orientation === 1) return pixels;
	const { width, height } = uprightSize({ ...pixels, orientation });
	const from = pixelsOf(pixels.rgba);
	const to = new Uint32Array(from.length);
	const [start, right, down] = steps(pixels, orientation);
	for (let y = 0, at = 0; y < height; y++) {
		for (let x = 0; x < width; x++) to[at++] = from[start + x * right + y * down] ?? 0;
	}
	return { width, height, rgba: new Uint8ClampedArray(to.buffer) };
}

function pixelsOf({ buffer, byteOffset, length }: Uint8ClampedArray): Uint32Array {
	return new Uint32Array(buffer, byteOffset, length / 4);
}

/** Where the first upright pixel is stored, and how far its neighbours to the right and below are from it. */
function steps(
	{ width, height }: Pixels,
	orientation: Orientation,
): readonly [start: number, right: number, down: number] {
	const lastInRow = width - 1;
	const lastRow = width * (height - 1);
	switch (orientation) {
		case 1:
			return [0, 1, width];
		case 2:
			return [lastInRow, -1, width];
		case 3:
			return [lastRow + lastInRow, -1, -width];
		case 4:
			return [lastRow, 1, -width];
		case 5:
			return [0, width, 1];
		case 6:
			return [lastRow, -width, 1];
		case 7:
			return [lastRow + lastInRow, -width, -1];
		case 8:
			return [lastInRow, width, -1];
	}
}
