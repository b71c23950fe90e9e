/** A picture's bytes and how near it comes to the exact resize. */
export type Quality = { readonly bytes: number; readonly ssim: number };

/**
 * The bytes an encoder takes to come as near to the exact resize as another one did: its quality is
 * halved in on, and bytes are read off between the two qualities around the aim.
 *
 * @param measure a picture of a quality from 1 to 100
 * @returns `null` if even quality 100 does not reach the aim
 *
 * @example
 * const bytes = await bytesAtSsim(0.98, (quality) => encodeAndJudge(quality));
 */
export async function bytesAtSsim(
	aim: number,
	measure: (quality: number) => Promise<Quality>,
): Promise<number | null> {
	let [low, high] = [1, 100];
	let [below, above] = [await measure(low), await measure(high)];
	if (above.ssim < aim) return null;
	if (below.ssim >= aim) return below.bytes;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		const tried = await measure(middle);
		if (tried.ssim >= aim) [high, above] = [middle, tried];
		else [low, below] = [middle, tried];
	}
	const share = (aim - below.ssim) / (above.ssim - below.ssim);
	return below.bytes + share * (above.bytes - below.bytes);
}
