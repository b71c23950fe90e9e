/** A picture's bytes, or those of several, and how far it looks from the exact resize. */
export type Encoded = { readonly bytes: number; readonly distance: number };

/** The bytes, and the quality between two whole numbers, at which a picture has a distance. */
export type Equal = { readonly bytes: number; readonly quality: number };

/** Between two measured qualities, bytes and distance are interpolated. */
const STEP = 8;

/**
 * Lists the qualities that a search may try, ascending.
 *
 * @param start the quality from which the search starts
 *
 * @example
 * triedQualities(80); // [1, 8, 16, ..., 88, 96, 100]
 */
export function triedQualities(start: number): readonly number[] {
	const first = start % STEP || STEP;
	const steps = Array.from({ length: 13 }, (_, i) => first + i * STEP);
	return [...new Set([1, ...steps.filter((quality) => quality < 100), 100])];
}

/**
 * Returns the bytes that an encoder needs to look as close as a distance says. It measures qualities in
 * steps, from `start` towards the distance until that is passed, and interpolates the logarithm of the
 * bytes.
 *
 * @param measure encodes with a quality from 1 to 100
 * @param start a quality that is probably near
 * @returns `null` if even quality 100 looks worse
 *
 * @example
 * const { bytes } = (await bytesAtDistance(1.3, encodeAndJudge, 50)) ?? { bytes: Infinity };
 */
export async function bytesAtDistance(
	target: number,
	measure: (quality: number) => Promise<Encoded>,
	start: number,
): Promise<Equal | null> {
	let quality = start;
	let found = await measure(quality);
	const isTooFar = found.distance > target;
	for (;;) {
		const next = isTooFar ? Math.min(100, quality + STEP) : Math.max(1, quality - STEP);
		if (next === quality) return isTooFar ? null : { bytes: found.bytes, quality };
		const other = await measure(next);
		const isPassed = isTooFar ? other.distance <= target : other.distance > target;
		if (isPassed) {
			const share = (target - found.distance) / (other.distance - found.distance);
			return {
				bytes: found.bytes * (other.bytes / found.bytes) ** share,
				quality: quality + share * (next - quality),
			};
		}
		[quality, found] = [next, other];
	}
}
