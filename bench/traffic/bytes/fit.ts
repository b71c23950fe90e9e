import type { ImageFormat } from "widthwise";
import {
	type Coefficients,
	features,
	LARGE_WIDTH,
	predictBytes,
	REFERENCE_WIDTH,
} from "widthwise/tuning";
import { summarize } from "../../harness/statistics.ts";
import type { Encoding, MeasuredPhoto } from "./encodings.ts";
import { leastSquares } from "./least-squares.ts";

const FORMATS: readonly ImageFormat[] = ["webp", "jpeg", "avif"];

/**
 * Fits the model to encodings, each format separately.
 *
 * @throws {Error} if there are too few photos
 *
 * @example
 * const coefficients = fitBytes(photos);
 */
export function fitBytes(photos: readonly MeasuredPhoto[]): Coefficients {
	const fit = (format: ImageFormat): readonly number[] =>
		leastSquares(
			photos.flatMap((photo) =>
				photo.encodings
					.filter((encoding) => encoding.format === format)
					.map(({ width, bytes }) => ({
						features: features(photo, width),
						value: Math.log(bytes / photo.referenceBytes),
					})),
			),
		);
	return { webp: fit("webp"), jpeg: fit("jpeg"), avif: fit("avif") };
}

/**
 * Computes the model's error on photos that it was not fitted to, as a share of the real bytes: the median
 * over all encodings except the references, each predicted by a fit to all other photos.
 *
 * @example
 * heldOutErrors(photos).webp; // 0.04: four percent
 */
export function heldOutErrors(
	photos: readonly MeasuredPhoto[],
): Readonly<Record<ImageFormat, number>> {
	const errors = photos.map((photo) => {
		const coefficients = fitBytes(photos.filter((other) => other !== photo));
		return photo.encodings.filter(isNoReference).map(({ format, width, bytes }) => ({
			format,
			error: Math.abs(predictBytes(photo, width, format, coefficients) / bytes - 1),
		}));
	});
	const medianOf = (ofFormat: ImageFormat): number =>
		summarize(errors.flat().flatMap(({ format, error }) => (format === ofFormat ? [error] : [])))
			.median;
	const [webp, jpeg, avif] = FORMATS.map(medianOf);
	return { webp: webp ?? 0, jpeg: jpeg ?? 0, avif: avif ?? 0 };
}

function isNoReference({ format, width }: Encoding): boolean {
	return format !== "webp" || (width !== REFERENCE_WIDTH && width !== LARGE_WIDTH);
}
