/** One number of buckets on the curve. */
export type CurvePoint = {
	readonly buckets: readonly number[];
	/** What was minimized, in pixels or bytes. */
	readonly cost: number;
};

/** A point of the curve, and why that one. */
export type Recommendation = { readonly at: number; readonly why: string };

/** A bucket that saves less than this share of what visitors need is not worth its cuts. */
export const WORTHWHILE_SHARE = 0.02;

/**
 * Which point of the curve to take. Where misses cost something, the cheapest. Where they do not, every
 * bucket more saves something, though never more than the one before: the first point whose next bucket would
 * save less than {@link WORTHWHILE_SHARE} of what visitors need. The rule does not depend on how
 * far the curve was drawn.
 *
 * @param curve ascending by the number of buckets, without gaps
 * @param exact what would be delivered at exact widths, in the cost's unit
 *
 * @throws {Error} if the curve is empty
 *
 * @example
 * const { at, why } = recommend(curve, exact, false);
 */
export function recommend(
	curve: readonly CurvePoint[],
	exact: number,
	missesCost: boolean,
): Recommendation {
	const last = curve.at(-1);
	if (!last) throw new Error("There is nothing to choose from");
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
