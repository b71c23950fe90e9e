import { snapWidth, type WidthBuckets } from "../url/width.ts";
import { countByWidth, type WidthCount } from "./candidates.ts";

/** What a list of buckets costs for given requests, in the unit of the size function. */
export type BucketCost = {
	/** What would be delivered if every request got exactly the width it needs. */
	readonly exact: number;
	/** What is delivered above that. */
	readonly overshoot: number;
	/** The requests wider than the widest bucket, which get that bucket. */
	readonly undersized: number;
	/** What is delivered below the need of those. */
	readonly undershoot: number;
	/** All requests. */
	readonly requests: number;
};

/**
 * Returns the area of a square picture: the default size function. The areas of pictures of the
 * same aspect ratio are proportional to it.
 *
 * @param width pixels
 *
 * @example
 * squareArea(400); // 160000
 */
export function squareArea(width: number): number {
	return width * width;
}

/**
 * Computes what a list of buckets costs. A request for width w that gets bucket b overshoots by
 * `size(b) - size(w)`.
 *
 * @param requests in any order; widths above `widest` count as `widest`
 * @param buckets pixels, ascending
 * @param size what a picture of a width costs; must not decrease as the width grows
 * @param widest pixels
 *
 * @throws {WidthwiseError} `invalid-width` for a width that is not a positive integer, or a
 *   negative count
 *
 * @example
 * const requests = [{ width: 300, count: 2 }];
 * bucketCost(requests, [320], squareArea, 2560).overshoot; // 2 * (320 ** 2 - 300 ** 2)
 */
export function bucketCost(
	requests: readonly WidthCount[],
	buckets: WidthBuckets,
	size: (width: number) => number,
	widest: number,
): BucketCost {
	let [exact, overshoot, undersized, undershoot, total] = [0, 0, 0, 0, 0];
	for (const { width, count } of countByWidth(requests, widest)) {
		const bucket = snapWidth(width, buckets);
		const needed = count * size(width);
		exact += needed;
		total += count;
		const over = count * size(bucket) - needed;
		if (bucket >= width) overshoot += over;
		else {
			undersized += count;
			undershoot -= over;
		}
	}
	return { exact, overshoot, undersized, undershoot, requests: total };
}

/**
 * Counts the requests that each bucket answers, in the order of the buckets.
 *
 * @param buckets pixels, ascending
 * @param widest pixels; wider requests count as this width
 *
 * @throws {WidthwiseError} `invalid-width` for a width that is not a positive integer, or a
 *   negative count
 *
 * @example
 * requestsByBucket([{ width: 300, count: 2 }], [320, 640], 2560); // [2, 0]
 */
export function requestsByBucket(
	requests: readonly WidthCount[],
	buckets: WidthBuckets,
	widest: number,
): readonly number[] {
	const counts = buckets.map(() => 0);
	for (const { width, count } of countByWidth(requests, widest)) {
		const index = buckets.indexOf(snapWidth(width, buckets));
		counts[index] = (counts[index] ?? 0) + count;
	}
	return counts;
}
