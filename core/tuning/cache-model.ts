/** What is assumed of the cache that answers before anything is cut. */
export type CacheModel = {
	/** Photos on the site. */
	readonly photos: number;
	/** How unequal their popularity is: the photo of rank r is asked for as often as r to the minus this. */
	readonly zipf: number;
	/** Image requests that come while a variant stays in the cache. */
	readonly window: number;
};

/**
 * The default cache model. The exponent is within the 0.6 to 0.8 that Wessels (Web Caching, O'Reilly
 * 2001) measured on web traffic; photos and window are assumed.
 */
export const DEFAULT_CACHE: CacheModel = { photos: 1000, zipf: 0.8, window: 100_000 };

/** Points to a factor of e at which the curve is known; between them it is interpolated. */
const POINTS = 8;

/**
 * The misses of one bucket for so many of all requests: it misses once for every photo that is asked for
 * while a variant stays in the cache. Photos are asked for independently, so n requests meet a photo of
 * share p with probability 1 - e^(-np). Concave: the more requests share a bucket, the fewer miss.
 *
 * @param requests all requests that the histogram counts
 *
 * @example
 * const misses = missesOfBucket(DEFAULT_CACHE, 1e6);
 * misses(5e5); // of half a million requests for one bucket
 */
export function missesOfBucket(
	{ photos, zipf, window }: CacheModel,
	requests: number,
): (requestsOfBucket: number) => number {
	const met = photosMet(photos, zipf, window);
	const windows = requests / window;
	return (requestsOfBucket) => windows * met(requestsOfBucket / windows);
}

/** The expected number of different photos among n requests, n up to `most`. */
function photosMet(photos: number, zipf: number, most: number): (n: number) => number {
	const weights = Float64Array.from({ length: photos }, (_, i) => (i + 1) ** -zipf);
	const sum = weights.reduce((all, weight) => all + weight, 0);
	const exact = (n: number): number =>
		weights.reduce((all, weight) => all - Math.expm1((-n * weight) / sum), 0);
	const points = Math.ceil(Math.log1p(most) * POINTS) + 2;
	const known = Float64Array.from({ length: points }, (_, i) => exact(Math.expm1(i / POINTS)));
	return (n) => {
		const at = Math.log1p(n) * POINTS;
		const below = Math.min(Math.floor(at), points - 2);
		const [low, high] = [known[below] ?? 0, known[below + 1] ?? 0];
		return low + (high - low) * (at - below);
	};
}
