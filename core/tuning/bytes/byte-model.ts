import type { ImageFormat } from "../../url/format.ts";

/** The properties of a photo that its variants' bytes are predicted from. */
export type PhotoBytes = {
	/** Width divided by height. */
	readonly aspect: number;
	/** Bytes of its WebP at {@link REFERENCE_WIDTH}: a measure of its detail. */
	readonly referenceBytes: number;
	/** Bytes of its WebP at {@link LARGE_WIDTH}: a measure of its finer detail. */
	readonly largeBytes: number;
};

/** The weights of the {@link features}, by format. */
export type Coefficients = Readonly<Record<ImageFormat, readonly number[]>>;

/** The smaller width, in pixels, at which a photo's bytes are known: a mezzanine's. */
export const REFERENCE_WIDTH = 640;

/** The larger of these widths. */
export const LARGE_WIDTH = 1280;

/**
 * Returns the features of the byte model: a linear regression on the logarithm of a picture's bytes
 * divided by the photo's reference bytes. They are 1, x, x², s x, s x², y and x y, where x is the
 * logarithm of the width divided by the reference width, s the slope of the photo's log bytes
 * between the two known widths, and y the logarithm of its bits per pixel at the reference width.
 *
 * @param width pixels
 *
 * @example
 * const photo = { aspect: 1.5, referenceBytes: 40_000, largeBytes: 120_000 };
 * features(photo, 640).slice(0, 5); // [1, 0, 0, 0, 0]
 */
export function features(photo: PhotoBytes, width: number): readonly number[] {
	const { aspect, referenceBytes, largeBytes } = photo;
	const x = Math.log(width / REFERENCE_WIDTH);
	const s = Math.log(largeBytes / referenceBytes) / Math.log(LARGE_WIDTH / REFERENCE_WIDTH);
	const y = Math.log((referenceBytes * 8 * aspect) / REFERENCE_WIDTH ** 2);
	return [1, x, x * x, s * x, s * x * x, y, x * y];
}

/**
 * Predicts a picture's bytes with given coefficients.
 *
 * @param width pixels
 * @param coefficients fitted to encoded pictures; `COEFFICIENTS` are those of our encoders
 *
 * @example
 * const photo = { aspect: 1.5, referenceBytes: 40_000, largeBytes: 120_000 };
 * const constant = { webp: [0], jpeg: [Math.log(2)], avif: [0] };
 * Math.round(predictBytes(photo, 640, "jpeg", constant)); // 80000
 */
export function predictBytes(
	photo: PhotoBytes,
	width: number,
	format: ImageFormat,
	coefficients: Coefficients,
): number {
	const terms = features(photo, width);
	const sum = coefficients[format].reduce((total, each, i) => total + each * (terms[i] ?? 0), 0);
	return photo.referenceBytes * Math.exp(sum);
}
