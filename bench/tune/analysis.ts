import {
	bucketCost,
	MASTER_EDGE,
	optimalBuckets,
	recommendBuckets,
	requestsByBucket,
	squareArea,
	type WidthBuckets,
	type WidthCount,
} from "widthwise";
import { meanBytes } from "../hit-rate/bytes/mean-bytes.ts";
import { missesOfBucket } from "./cache-model.ts";
import type { TuneOptions } from "./options.ts";

/** What one list costs. */
export type ListCost = {
	readonly buckets: WidthBuckets;
	/** Delivered above what visitors need, on average, in pixels of area or bytes a request. */
	readonly overshoot: number;
	/** The same as a share of what they need. */
	readonly overshootShare: number;
	/** The share of requests that the cache model answers without a cut, 0 to 1. */
	readonly hitRate: number;
	/** The share of requests wider than the widest bucket, which get less than they need. */
	readonly undersizedShare: number;
	/** Overshoot and misses, in the unit a request: what was minimized. */
	readonly cost: number;
};

/** All that tune finds out. */
export type Analysis = {
	readonly unit: TuneOptions["unit"];
	readonly requests: number;
	/** What a request needs on average, in the unit. */
	readonly exact: number;
	/** The cheapest list for every number of buckets, ascending. */
	readonly curve: readonly ListCost[];
	/** The recommended point of the curve. */
	readonly recommended: ListCost;
	readonly why: string;
	/** The list asked for, by its number of buckets, or the recommended one. */
	readonly chosen: ListCost;
	readonly today: ListCost;
	/** Today's list as it would have to be to answer the widest request; the same where it does. */
	readonly todayWidened: ListCost;
};

/**
 * Finds the cheapest list for every number of buckets, and what today's costs beside them.
 *
 * @throws {Error} if the rules allow no list of the length asked for
 *
 * @example
 * const { chosen, curve } = analyze(requests, options);
 */
export function analyze(requests: readonly WidthCount[], options: TuneOptions): Analysis {
	const { unit, grid, fixed, missCost } = options;
	const size = unit === "pixels" ? squareArea : meanBytes(unit);
	const total = requests.reduce((sum, { count }) => sum + count, 0);
	const misses = missesOfBucket(options.cache, total);
	const costOf = (buckets: WidthBuckets): ListCost => {
		const cost = bucketCost(requests, buckets, size, MASTER_EDGE);
		const missed = requestsByBucket(requests, buckets, MASTER_EDGE).reduce(
			(sum, count) => sum + misses(count),
			0,
		);
		return {
			buckets,
			overshoot: cost.overshoot / total,
			overshootShare: cost.overshoot / cost.exact,
			hitRate: 1 - missed / total,
			undersizedShare: cost.undersized / total,
			cost: (cost.overshoot + missed * missCost) / total,
		};
	};
	const choices = optimalBuckets(requests, options.most, {
		size,
		grid,
		fixed,
		...(missCost > 0 ? { missCost: (count: number) => missCost * misses(count) } : {}),
	});
	const curve = choices.map(({ buckets }) => costOf(buckets));
	const exact = bucketCost(requests, [MASTER_EDGE], size, MASTER_EDGE).exact / total;
	const { at, why } = recommendBuckets(curve, exact, missCost > 0);
	const recommended = pick(curve, curve[at]?.buckets.length ?? 0);
	const chosen = options.buckets === null ? recommended : pick(curve, options.buckets);
	const today = costOf(options.today);
	const widestAsked = curve[0]?.buckets.at(-1) ?? MASTER_EDGE;
	const isWideEnough = (options.today.at(-1) ?? 0) >= widestAsked;
	return {
		unit,
		requests: total,
		exact,
		curve,
		recommended,
		why,
		chosen,
		today,
		todayWidened: isWideEnough ? today : costOf([...options.today, widestAsked]),
	};
}

/** The list of a length; the longest where fewer widths were asked for than buckets. */
function pick(curve: readonly ListCost[], length: number): ListCost {
	const [first, last] = [curve[0], curve.at(-1)];
	if (!first || !last) throw new Error("There are more fixed widths than buckets: raise --most");
	if (length < first.buckets.length) {
		throw new Error(`With these fixed widths there are at least ${first.buckets.length} buckets`);
	}
	return curve.find(({ buckets }) => buckets.length === length) ?? last;
}
