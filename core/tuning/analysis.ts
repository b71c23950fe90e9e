import type { WidthCount } from "../buckets/candidates.ts";
import { bucketCost, requestsByBucket, squareArea } from "../buckets/cost.ts";
import { optimalBuckets } from "../buckets/optimal.ts";
import { recommendBuckets, WORTHWHILE_SHARE } from "../buckets/recommend.ts";
import { WidthwiseError } from "../errors.ts";
import { MASTER_EDGE } from "../photo/sizes.ts";
import type { ImageFormat } from "../url/format.ts";
import type { WidthBuckets } from "../url/width.ts";
import { meanBytes } from "./bytes/picture-bytes.ts";
import { type CacheModel, DEFAULT_CACHE, missesOfBucket } from "./cache-model.ts";

/** What lists are compared by. */
export type TuneRules = {
	/** The list in use, to compare with. */
	readonly today: WidthBuckets;
	/** The longest list on the curve. */
	readonly most: number;
	/** How many buckets are chosen; `null`: the recommended number. */
	readonly buckets?: number | null;
	/** Buckets are multiples of this many pixels. Default 1. */
	readonly grid?: number;
	/** Widths in pixels that must be buckets. Default: none. */
	readonly fixed?: readonly number[];
	/** Pixels of area, or bytes of a format. Default: pixels. */
	readonly unit?: "pixels" | ImageFormat;
	/** What one miss costs, in the unit. Default 0. */
	readonly missCost?: number;
	readonly cache?: CacheModel;
};

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

/** Which buckets to cut, and what today's cost beside them. */
export type Analysis = {
	readonly unit: "pixels" | ImageFormat;
	readonly requests: number;
	/** What a request needs on average, in the unit. */
	readonly exact: number;
	/** The cheapest list for every number of buckets, ascending. */
	readonly curve: readonly ListCost[];
	/** The recommended point of the curve. */
	readonly recommended: ListCost;
	/** Why that many buckets, in words that go on after "because". */
	readonly why: string;
	/** The list asked for, by its number of buckets, or the recommended one. */
	readonly chosen: ListCost;
	readonly today: ListCost;
	/** Today's list as it would have to be to answer the widest request; the same where it does. */
	readonly todayWidened: ListCost;
};

/**
 * Finds the cheapest list for every number of buckets, and what today's costs beside them. What is
 * wider than a master counts as wide as that.
 *
 * @param requests how often each width was needed, in device pixels, in any order
 *
 * @throws {WidthwiseError} `invalid-width` if there are no requests, or the rules allow no list of the
 * length asked for
 *
 * @example
 * analyze([{ width: 390, count: 12 }], { today: [320, 640], most: 32, grid: 32 }).chosen.buckets; // [416]
 */
export function analyze(requests: readonly WidthCount[], rules: TuneRules): Analysis {
	const { unit = "pixels", grid = 1, fixed = [], missCost = 0, cache = DEFAULT_CACHE } = rules;
	const size = unit === "pixels" ? squareArea : meanBytes(unit);
	const total = requests.reduce((sum, { count }) => sum + count, 0);
	const misses = missesOfBucket(cache, total);
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
	const curve = optimalBuckets(requests, rules.most, {
		size,
		grid,
		fixed,
		...(missCost > 0 ? { missCost: (count: number) => missCost * misses(count) } : {}),
	}).map(({ buckets }) => costOf(buckets));
	if (curve.length === 0 && total > 0) {
		const message = `A list of ${rules.most} buckets has no room for the fixed widths`;
		throw new WidthwiseError("invalid-width", message);
	}
	const exact = bucketCost(requests, [MASTER_EDGE], size, MASTER_EDGE).exact / total;
	const { index, why } = recommendBuckets(curve, exact, missCost > 0);
	const recommended = ofLength(curve, curve[index]?.buckets.length ?? 0);
	const today = costOf(rules.today);
	const widestAsked = recommended.buckets.at(-1) ?? MASTER_EDGE;
	const isWideEnough = (rules.today.at(-1) ?? 0) >= widestAsked;
	return {
		unit,
		requests: total,
		exact,
		curve,
		recommended,
		why,
		chosen: ofLength(curve, rules.buckets ?? recommended.buckets.length),
		today,
		todayWidened: isWideEnough ? today : costOf([...rules.today, widestAsked]),
	};
}

/**
 * Whether the recommended list would save enough to be worth cutting the variants anew, or leaves
 * nobody with less than they need where today's does.
 *
 * @example
 * isWorthwhile(analyze(requests, { today: DEFAULT_BUCKETS, most: 32 }));
 */
export function isWorthwhile({ today, todayWidened, recommended }: Analysis): boolean {
	const saved = todayWidened.overshootShare - recommended.overshootShare;
	return todayWidened !== today || saved >= WORTHWHILE_SHARE;
}

/** The list of a length; the longest where fewer widths were asked for than buckets. */
function ofLength(curve: readonly ListCost[], length: number): ListCost {
	const [first, last] = [curve[0], curve.at(-1)];
	if (first && last && length >= first.buckets.length) {
		return curve.find(({ buckets }) => buckets.length === length) ?? last;
	}
	const message = `With these fixed widths there are at least ${first?.buckets.length} buckets`;
	throw new WidthwiseError("invalid-width", message);
}
