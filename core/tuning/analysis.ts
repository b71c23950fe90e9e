import { checkWhole } from "../arguments/check-number.ts";
import type { WidthCount } from "../buckets/candidates.ts";
import { bucketCost, requestsByBucket, squareArea } from "../buckets/cost.ts";
import { optimalBuckets } from "../buckets/optimal.ts";
import { recommendBuckets, WORTHWHILE_SHARE } from "../buckets/recommend.ts";
import { invalidArgument, WidthwiseError } from "../errors.ts";
import { MASTER_EDGE } from "../photo/sizes.ts";
import type { ImageFormat } from "../url/format.ts";
import { parseBuckets, type WidthBuckets } from "../url/width.ts";
import { meanBytes } from "./bytes/picture-bytes.ts";
import { type CacheModel, DEFAULT_CACHE, missesOfBucket } from "./cache-model.ts";

/** How lists are chosen and compared. */
export type TuneRules = {
	/** The list in use, to compare with. */
	readonly today: WidthBuckets;
	/** The length of the longest list on the curve. */
	readonly maxBuckets: number;
	/** The number of buckets to choose; `null`: the recommended number. */
	readonly buckets?: number | null;
	/** Buckets are multiples of this many pixels. Default 1. */
	readonly grid?: number;
	/** Widths in pixels that must be buckets. Default: none. */
	readonly fixed?: readonly number[];
	/** Pixels; wider requests count as this width. Default: 2560, the long edge of masters. */
	readonly widest?: number;
	/** Pixels of area, or bytes of a format. Default: pixels. */
	readonly unit?: "pixels" | ImageFormat;
	/** The cost of one miss, in the unit. Default 0. */
	readonly missCost?: number;
	/** Default: `DEFAULT_CACHE`. */
	readonly cache?: CacheModel;
};

/** What one list costs. */
export type ListCost = {
	readonly buckets: WidthBuckets;
	/** The average overshoot of a request, in pixels of area or bytes. */
	readonly overshoot: number;
	/** The overshoot as a share of what visitors need. */
	readonly overshootShare: number;
	/** The share of requests that the cache model answers without a cut, 0 to 1. */
	readonly hitRate: number;
	/** The share of requests wider than the widest bucket, 0 to 1; they get less than they need. */
	readonly undersizedShare: number;
	/** The average cost of a request, overshoot plus misses, in the unit. */
	readonly cost: number;
};

/** The cheapest lists for given requests, compared with the list in use. */
export type Analysis = {
	readonly unit: "pixels" | ImageFormat;
	/** The number of requests. */
	readonly requests: number;
	/** The average need of a request, in the unit. */
	readonly exact: number;
	/** The cheapest list of each length, ascending. */
	readonly curve: readonly ListCost[];
	/** The recommended list of the curve. */
	readonly recommended: ListCost;
	/** The reason for that number of buckets, worded to follow "because". */
	readonly why: string;
	/**
	 * The list with the number of buckets that the rules ask for; the recommended one if they do not.
	 */
	readonly chosen: ListCost;
	/** The list in use. */
	readonly today: ListCost;
	/** The list in use, extended to answer the widest request; `today` itself if it does already. */
	readonly todayWidened: ListCost;
};

/**
 * Finds the cheapest list of each length and compares them with the list in use. Requests wider
 * than masters count as wide as these.
 *
 * @param requests the number of requests for each needed width in device pixels, in any order
 *
 * @throws {WidthwiseError} `invalid-width` if there are no requests, if a width or count is not
 *   valid, or if the rules allow no list of the length asked for; `invalid-argument` for rules that
 *   make no sense
 *
 * @example
 * const rules = { today: [320, 640], maxBuckets: 32, grid: 32 };
 * analyze([{ width: 390, count: 12 }], rules).chosen.buckets; // [416]
 */
export function analyze(requests: readonly WidthCount[], rules: TuneRules): Analysis {
	checkRules(rules);
	const { unit = "pixels", grid = 1, fixed = [], missCost = 0, cache = DEFAULT_CACHE } = rules;
	const { widest = MASTER_EDGE } = rules;
	const size = unit === "pixels" ? squareArea : meanBytes(unit);
	const total = requests.reduce((sum, { count }) => sum + count, 0);
	const misses = missesOfBucket(cache, total);
	const costOf = (buckets: WidthBuckets): ListCost => {
		const cost = bucketCost(requests, buckets, size, widest);
		const missed = requestsByBucket(requests, buckets, widest).reduce(
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
	const curve = optimalBuckets(requests, rules.maxBuckets, {
		size,
		widest,
		grid,
		fixed,
		...(missCost > 0 ? { missCost: (count: number) => missCost * misses(count) } : {}),
	}).map(({ buckets }) => costOf(buckets));
	if (curve.length === 0 && total > 0) {
		const message = `The fixed widths do not fit in a list of ${rules.maxBuckets} buckets`;
		throw new WidthwiseError("invalid-width", message);
	}
	const exact = bucketCost(requests, [widest], size, widest).exact / total;
	const { index, why } = recommendBuckets(curve, exact, missCost > 0);
	const recommended = ofLength(curve, curve[index]?.buckets.length ?? 0);
	const today = costOf(rules.today);
	const widestNeeded = recommended.buckets.at(-1) ?? widest;
	const isWideEnough = (rules.today.at(-1) ?? 0) >= widestNeeded;
	return {
		unit,
		requests: total,
		exact,
		curve,
		recommended,
		why,
		chosen: ofLength(curve, rules.buckets ?? recommended.buckets.length),
		today,
		todayWidened: isWideEnough ? today : costOf([...rules.today, widestNeeded]),
	};
}

/**
 * Whether changing to the recommended list is worth cutting all variants again: it saves at least
 * `WORTHWHILE_SHARE` of what visitors need, or today's list is too narrow for the widest request.
 *
 * @example
 * isWorthwhile(analyze([{ width: 390, count: 12 }], { today: [320, 640], maxBuckets: 32 })); // true
 */
export function isWorthwhile({ today, todayWidened, recommended }: Analysis): boolean {
	const saved = todayWidened.overshootShare - recommended.overshootShare;
	return todayWidened !== today || saved >= WORTHWHILE_SHARE;
}

function checkRules({ today, maxBuckets, missCost = 0 }: TuneRules): void {
	const parsed = parseBuckets(today);
	if (!parsed.ok) throw invalidArgument(`today is no list of buckets. ${parsed.message}`);
	checkWhole("maxBuckets", maxBuckets, 1);
	if (!(missCost >= 0)) throw invalidArgument(`missCost must be 0 or more, got ${missCost}`);
}

/** The list of a length; the longest one if there are fewer widths than that. */
function ofLength(curve: readonly ListCost[], length: number): ListCost {
	const [first, last] = [curve[0], curve.at(-1)];
	if (first && last && length >= first.buckets.length) {
		return curve.find(({ buckets }) => buckets.length === length) ?? last;
	}
	const message = `The fixed widths need at least ${first?.buckets.length} buckets`;
	throw new WidthwiseError("invalid-width", message);
}
