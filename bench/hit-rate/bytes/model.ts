import type { ImageFormat } from "widthwise";
import { COEFFICIENTS } from "./coefficients.ts";

/** What the model knows of a photo. */
export type PhotoBytes = {
	/** Width to height. */
	readonly aspect: number;
	/** Bytes of its WebP at {@link REFERENCE_WIDTH}: how much detail it has. */
	readonly referenceBytes: number;
	/** Bytes of its WebP at {@link LARGE_WIDTH}: whether there is more to see the closer one looks. */
	readonly largeBytes: number;
};

/** How a format's bytes follow from a photo; see {@link features}. */
export type Coefficients = Readonly<Record<ImageFormat, readonly number[]>>;

/** The widths, in pixels, at which a photo's bytes are known: those of its mezzanines. */
export const [REFERENCE_WIDTH, LARGE_WIDTH] = [640, 1280];

/**
 * What the logarithm of a picture's bytes is linear in, the reference taken off: a constant, the
 * logarithm x of the scale, its square, the photo's own slope s from one reference to the other times
 * x, that times x again, the logarithm y of the reference's bits a pixel, and x * y.
 *
 * @param width pixels
 *
 * @example
 * features(photo, 1280); // [1, 0.69, 0.48, 0.69 * s, 0.48 * s, y, 0.69 * y]
 */
export function features(photo: PhotoBytes, width: number): readonly number[] {
	const { aspect, referenceBytes, largeBytes } = photo;
	const x = Math.log(width / REFERENCE_WIDTH);
	const s = Math.log(largeBytes / referenceBytes) / Math.log(LARGE_WIDTH / REFERENCE_WIDTH);
	const y = Math.log((referenceBytes * 8 * aspect) / REFERENCE_WIDTH ** 2);
	return [1, x, x * x, s * x, s * x * x, y, x * y];
}

/**
 * A picture's bytes, as our encoders would make it.
 *
 * @param width pixels
 *
 * @example
 * modelBytes({ aspect: 1.5, referenceBytes: 40_000, largeBytes: 120_000 }, 640, "webp"); // about 40000
 */
export function modelBytes(
	photo: PhotoBytes,
	width: number,
	format: ImageFormat,
	coefficients: Coefficients = COEFFICIENTS,
): number {
	const terms = features(photo, width);
	const sum = coefficients[format].reduce((total, each, i) => total + each * (terms[i] ?? 0), 0);
	return photo.referenceBytes * Math.exp(sum);
}
