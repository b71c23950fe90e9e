import type { ImageFormat } from "../../url/format.ts";
import { type PhotoBytes, predictBytes } from "./byte-model.ts";
import { COEFFICIENTS, MEASURED_PHOTOS } from "./coefficients.ts";

/**
 * Predicts a picture's bytes with our encoders at our qualities. The median error on photos that
 * the model was not fitted to is `HELD_OUT_ERRORS`, 6 to 9 %.
 *
 * @param width pixels
 *
 * @example
 * const photo = { aspect: 1.5, referenceBytes: 40_000, largeBytes: 120_000 };
 * modelBytes(photo, 1280, "webp") > modelBytes(photo, 640, "webp"); // true
 */
export function modelBytes(photo: PhotoBytes, width: number, format: ImageFormat): number {
	return predictBytes(photo, width, format, COEFFICIENTS);
}

/**
 * Makes a size function: the mean bytes of a picture over the measured photos, by its width in
 * pixels. It increases with the width, as `optimalBuckets` requires.
 *
 * @example
 * const size = meanBytes("webp");
 * size(1280) > size(640); // true
 */
export function meanBytes(format: ImageFormat): (width: number) => number {
	const computed = new Map<number, number>();
	return (width) => {
		const earlier = computed.get(width);
		if (earlier !== undefined) return earlier;
		const sum = MEASURED_PHOTOS.reduce((all, each) => all + modelBytes(each, width, format), 0);
		const mean = sum / MEASURED_PHOTOS.length;
		computed.set(width, mean);
		return mean;
	};
}
