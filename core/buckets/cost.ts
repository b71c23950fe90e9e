import { snapWidth, type WidthBuckets } from "../url/width.ts";
import { countByWidth, type WidthCount } from "./candidates.ts";

/** What a list of buckets costs for given requests, in the unit of the size it was measured with. */
export type BucketCost = {
	/** What would be delivered if everybody got exactly the width they need. */
	readonly exact: number;
	/** What is delivered above that. */
	readonly overshoot: number;
	/** Requests wider than the widest bucket, which get that one; they overshoot nothing. */
	readonly undersized: number;
	/** What those lack. */
	readonly undershoot: number;
	/** All requests. */
	readonly requests: number;
};

/**
 * A picture's size as its area for a given aspect ratio: the width squared, in pixels.
 *
 * @example
 * squareArea(400); // 160000
 */
export function squareArea(width: number): number {
	return width * width;
}

/**
 * What a list of buckets costs. A request for width w that gets bucket b overshoots by `size(b) -
 * size(w)`, however near or far the bucket is.
 *
 * @param requests any order; wider than `widest` counts as `widest`
 * @param size what a picture of a width costs; never falls as the width grows
 *
 * @throws {WidthwiseError} `invalid-width` for a width or count that is not one
 *
 * @example
 * bucketCost([{ width: 300, count: 2 }], [320], squareArea, 2560).overshoot; // 2 * (320² - 300²)
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
 * How many requests each bucket answers, in the order of the buckets.
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
		const at = buckets.indexOf(snapWidth(width, buckets));
		counts[at] = (counts[at] ?? 0) + count;
	}
	return counts;
}
