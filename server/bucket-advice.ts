import {
	bucketCost,
	MASTER_EDGE,
	optimalBuckets,
	recommendBuckets,
	squareArea,
	type WidthBuckets,
	type WidthCount,
	WORTHWHILE_SHARE,
} from "widthwise";

/** What a list of buckets costs the visitors who were counted. */
export type ListCost = {
	readonly buckets: WidthBuckets;
	/** Pixels delivered above what visitors need, as a share of what they need. */
	readonly overshoot: number;
	/** The share of photos that need more than the widest bucket, 0 to 1. */
	readonly undersized: number;
};

/** Which buckets to cut, and what today's cost beside them. */
export type BucketAdvice = {
	/** Photos that were counted. */
	readonly photos: number;
	readonly today: ListCost;
	/** The same as today's, or wider by the bucket that would answer everybody. */
	readonly todayWidened: ListCost;
	readonly recommended: ListCost;
	/** Why that many buckets, in words that go on after "because". */
	readonly why: string;
	/** Whether the change would save enough to be worth cutting the variants anew. */
	readonly isWorthwhile: boolean;
};

/** Pixels: recommended buckets are multiples of it, so that round widths fall inside a step. */
const GRID = 32;

/** More are never recommended: each has to save its share of what visitors need. */
const MOST_BUCKETS = 32;

/**
 * Judges today's buckets by the widths that visitors needed, as `npm run bench tune -- --histogram
 * widths.csv --grid 32` does: overshoot in pixels of area, no cost of misses. What is wider than a
 * master counts as wide as that. `null` if nobody was counted.
 *
 * @example
 * adviseBuckets([{ width: 390, count: 12 }], [320, 640])?.recommended.buckets; // [416]
 */
export function adviseBuckets(
	needs: readonly WidthCount[],
	today: WidthBuckets,
): BucketAdvice | null {
	const curve = optimalBuckets(needs, MOST_BUCKETS, { grid: GRID });
	if (curve.length === 0) return null;
	const { exact, requests } = bucketCost(needs, today, squareArea, MASTER_EDGE);
	const { at, why } = recommendBuckets(curve, exact, false);
	const recommended = costOf(needs, curve[at]?.buckets ?? today);
	const widest = recommended.buckets.at(-1) ?? 0;
	const isWideEnough = (today.at(-1) ?? 0) >= widest;
	const todays = costOf(needs, today);
	const todayWidened = isWideEnough ? todays : costOf(needs, [...today, widest]);
	return {
		photos: requests,
		today: todays,
		todayWidened,
		recommended,
		why,
		isWorthwhile:
			!isWideEnough || todayWidened.overshoot - recommended.overshoot >= WORTHWHILE_SHARE,
	};
}

function costOf(needs: readonly WidthCount[], buckets: WidthBuckets): ListCost {
	const cost = bucketCost(needs, buckets, squareArea, MASTER_EDGE);
	return {
		buckets,
		overshoot: cost.overshoot / cost.exact,
		undersized: cost.undersized / cost.requests,
	};
}
