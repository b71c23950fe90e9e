import type { ImageFormat } from "../../url/format.ts";
import { type PhotoBytes, predictBytes } from "./byte-model.ts";
import { COEFFICIENTS, MEASURED_PHOTOS } from "./coefficients.ts";

/**
 * A picture's bytes, as our encoders would make it.
 *
 * @param width pixels
 *
 * @example
 * modelBytes({ aspect: 1.5, referenceBytes: 40_000, largeBytes: 120_000 }, 640, "webp"); // about 40000
 */
export function modelBytes(photo: PhotoBytes, width: number, format: ImageFormat): number {
	return predictBytes(photo, width, format, COEFFICIENTS);
}

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
