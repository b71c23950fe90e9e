import { WidthwiseError } from "../errors.ts";
import type { BucketChoice } from "./optimal.ts";

/** A point of the curve, and why that one. */
export type Recommendation = {
	/** Its place in the curve. */
	readonly at: number;
	/** In words that go on after "because". */
	readonly why: string;
};

/** A bucket that saves less than this share of what visitors need is not worth its cuts. */
export const WORTHWHILE_SHARE = 0.02;

/**
 * Which of the cheapest lists to take. Where misses cost something, the cheapest. Where they do not, every
 * bucket more saves something, though never more than the one before: the first list whose next bucket would
 * save less than {@link WORTHWHILE_SHARE} of what visitors need. The rule does not depend on how
 * far the curve was drawn.
 *
 * @param curve as `optimalBuckets` gives it: ascending by the number of buckets, without gaps
 * @param exact what would be delivered at exact widths, in the cost's unit
 * @param missesCost whether the costs hold a part for misses
 *
 * @throws {WidthwiseError} `invalid-width` if the curve is empty: nobody asked for any width
 *
 * @example
 * const curve = optimalBuckets(requests, 32, { grid: 32 });
 * const { at, why } = recommendBuckets(curve, exact, false);
 */
export function recommendBuckets(
	curve: readonly BucketChoice[],
	exact: number,
	missesCost: boolean,
): Recommendation {
	if (curve.length === 0) {
		throw new WidthwiseError("invalid-width", "Cannot recommend buckets: no width was asked for");
	}
	if (missesCost) {
		const least = Math.min(...curve.map(({ cost }) => cost));
		const at = curve.findIndex(({ cost }) => cost === least);
		return { at, why: "overshoot and misses together cost least" };
	}
	const at = curve.findIndex(({ cost }, i) => {
		const next = curve[i + 1];
		return next === undefined || (cost - next.cost) / exact < WORTHWHILE_SHARE;
	});
	const next = curve[at + 1];
	if (!next) return { at, why: "it is the longest list that was looked at" };
	const saved = ((100 * ((curve[at]?.cost ?? 0) - next.cost)) / exact).toFixed(2);
	return {
		at,
		why: `one bucket more would save ${saved} % of what visitors need, less than ${100 * WORTHWHILE_SHARE} %`,
	};
}
