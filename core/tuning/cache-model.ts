/** The assumptions about the cache in front of the engine. */
export type CacheModel = {
	/** Photos on the site. */
	readonly photos: number;
	/**
	 * Zipf exponent of their popularity: requests for the photo of rank r are proportional to
	 * r^-zipf.
	 */
	readonly zipf: number;
	/** Image requests that arrive while a variant stays in the cache. */
	readonly window: number;
};

/**
 * The default cache model. The exponent is within the 0.6 to 0.8 that Wessels (Web Caching,
 * O'Reilly 2001) measured on web traffic; photos and window are assumed.
 */
export const DEFAULT_CACHE: CacheModel = { photos: 1000, zipf: 0.8, window: 100_000 };

/** Points per factor of e at which the curve is computed; in between it is interpolated. */
const POINTS = 8;

/**
 * Models the misses of one bucket as a function of its requests. Requests for photos are
 * independent (the independent reference model), so n requests include a photo of share p with
 * probability 1 - e^(-np). A bucket misses once per window for every photo requested in it. The
 * function is concave: the more requests share a bucket, the smaller the share that misses.
 *
 * @param requests the number of all requests, for all buckets
 *
 * @example
 * const misses = missesOfBucket({ photos: 1, zipf: 0.8, window: 1000 }, 5000);
 * Math.round(misses(2500)); // 5
 */
export function missesOfBucket(
	{ photos, zipf, window }: CacheModel,
	requests: number,
): (requestsOfBucket: number) => number {
	const distinctPhotos = countDistinctPhotos(photos, zipf, window);
	const windows = requests / window;
	return (requestsOfBucket) => windows * distinctPhotos(requestsOfBucket / windows);
}

/** The expected number of distinct photos among n requests, for n up to `maxRequests`. */
function countDistinctPhotos(
	photos: number,
	zipf: number,
	maxRequests: number,
): (n: number) => number {
	const weights = Float64Array.from({ length: photos }, (_, i) => (i + 1) ** -zipf);
	const sum = weights.reduce((all, weight) => all + weight, 0);
	const exact = (n: number): number =>
		weights.reduce((all, weight) => all - Math.expm1((-n * weight) / sum), 0);
	const points = Math.ceil(Math.log1p(maxRequests) * POINTS) + 2;
	const computed = Float64Array.from({ length: points }, (_, i) => exact(Math.expm1(i / POINTS)));
	return (n) => {
		const position = Math.log1p(n) * POINTS;
		const below = Math.min(Math.floor(position), points - 2);
		const [low, high] = [computed[below] ?? 0, computed[below + 1] ?? 0];
		return low + (high - low) * (position - below);
	};
}
