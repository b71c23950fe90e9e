/** A picture's bytes and its closeness to the exact resize. */
export type Quality = { readonly bytes: number; readonly ssim: number };

/**
 * Returns the bytes that an encoder needs to reach a target SSIM. It finds the two qualities around the
 * target by binary search and interpolates their bytes.
 *
 * @param measure encodes a picture with a quality from 1 to 100
 * @returns `null` if even quality 100 does not reach the target
 *
 * @example
 * const bytes = await bytesAtSsim(0.98, (quality) => encodeAndJudge(quality));
 */
export async function bytesAtSsim(
	target: number,
	measure: (quality: number) => Promise<Quality>,
): Promise<number | null> {
	let [low, high] = [1, 100];
	let [below, above] = [await measure(low), await measure(high)];
	if (above.ssim < target) return null;
	if (below.ssim >= target) return below.bytes;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		const measured = await measure(middle);
		if (measured.ssim >= target) [high, above] = [middle, measured];
		else [low, below] = [middle, measured];
	}
	const share = (target - below.ssim) / (above.ssim - below.ssim);
	return below.bytes + share * (above.bytes - below.bytes);
}
