import type { ImageFormat } from "widthwise";
import { MEASURED_PHOTOS } from "./coefficients.ts";
import { modelBytes } from "./model.ts";

/**
 * What a picture of a width takes on average over the measured photos, in bytes; never falls.
 *
 * @param format which encoder
 *
 * @example
 * const size = meanBytes("webp");
 * size(640); // about 40000
 */
export function meanBytes(format: ImageFormat): (width: number) => number {
	const known = new Map<number, number>();
	return (width) => {
		const before = known.get(width);
		if (before !== undefined) return before;
		const sum = MEASURED_PHOTOS.reduce((all, each) => all + modelBytes(each, width, format), 0);
		const mean = sum / MEASURED_PHOTOS.length;
		known.set(width, mean);
		return mean;
	};
}
