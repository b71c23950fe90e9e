import { WidthwiseError } from "../errors.ts";
import type { BucketChoice } from "./optimal.ts";

/** The recommended list of a curve, and the reason. */
export type Recommendation = {
	/** Index in the curve. */
	readonly index: number;
	/** The reason, worded to follow "because". */
	readonly why: string;
};

/** The share of what visitors need that a further bucket must save to be worth its cuts. */
export const WORTHWHILE_SHARE = 0.02;

/**
 * Recommends one of the cheapest lists. If misses cost something, it is the cheapest one. Otherwise
 * every further bucket saves something, though less than the one before: it is the first list whose
 * next bucket would save less than {@link WORTHWHILE_SHARE} of what visitors need. That does not
 * depend on the length of the curve.
 *
 * @param curve as `optimalBuckets` returns it: ascending by the number of buckets, without gaps
 * @param exact what would be delivered at exact widths, in the unit of the costs
 * @param hasMissCost whether the costs include misses
 *
 * @throws {WidthwiseError} `invalid-width` if the curve is empty because there were no requests
 *
 * @example
 * const requests = [{ width: 320, count: 10 }, { width: 640, count: 5 }];
 * const { exact } = bucketCost(requests, [640], squareArea, 2560);
 * recommendBuckets(optimalBuckets(requests, 32), exact, false).index; // 1
 */
export function recommendBuckets(
	curve: readonly BucketChoice[],
	exact: number,
	hasMissCost: boolean,
): Recommendation {
	if (curve.length === 0) {
		throw new WidthwiseError("invalid-width", "Cannot recommend buckets: there are no requests");
	}
	if (hasMissCost) {
		const minCost = Math.min(...curve.map(({ cost }) => cost));
		const index = curve.findIndex(({ cost }) => cost === minCost);
		return { index, why: "overshoot and misses together cost least" };
	}
	const index = curve.findIndex(({ cost }, i) => {
		const next = curve[i + 1];
		return next === undefined || (cost - next.cost) / exact < WORTHWHILE_SHARE;
	});
	const next = curve[index + 1];
	if (!next) return { index, why: "it is the longest list on the curve" };
	const saved = ((100 * ((curve[index]?.cost ?? 0) - next.cost)) / exact).toFixed(2);
	return {
		index,
		why: `one more bucket would save ${saved} % of what visitors need, less than ${100 * WORTHWHILE_SHARE} %`,
	};
}
