import type { ImageFormat } from "../../url/format.ts";

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
 * A picture's bytes by coefficients that were fitted to encodings.
 *
 * @param width pixels
 *
 * @example
 * predictBytes(photo, 640, "webp", fitted); // about the photo's referenceBytes
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
