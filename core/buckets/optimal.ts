import { checkWhole } from "../arguments/check-number.ts";
import { MASTER_EDGE } from "../photo/sizes.ts";
import type { WidthBuckets } from "../url/width.ts";
import { type Candidates, collectCandidates, type WidthCount } from "./candidates.ts";
import { fillByTrial, fillMonotone, type Layer, type LayerBounds } from "./cheapest-steps.ts";
import { squareArea } from "./cost.ts";

/** What to minimise, and what every list must satisfy. */
export type BucketRules = {
	/**
	 * What a picture of a width costs, in pixels or bytes; must not decrease. Default: width squared.
	 */
	readonly size?: (width: number) => number;
	/** Pixels; wider requests count as this width. Default: the master's longest edge, 2560. */
	readonly widest?: number;
	/** Buckets are multiples of this many pixels. Default 1. */
	readonly grid?: number;
	/** Widths in pixels that must be buckets, on the grid or not. */
	readonly fixed?: readonly number[];
	/** What the misses of a bucket with so many requests cost, 0 or more, in the unit of `size`. */
	readonly missCost?: (requests: number) => number;
};

/** The cheapest list of its length. */
export type BucketChoice = {
	readonly buckets: WidthBuckets;
	/** Overshoot plus the cost of misses, over all requests. */
	readonly cost: number;
};

/**
 * Finds the cheapest list of buckets for each length up to a maximum. The result is exact. The
 * first list has the fewest buckets that the rules allow, each of the others one more. Every list
 * answers the widest request. A length is missing if it is impossible (fewer buckets than fixed
 * widths) or useless (more buckets than widths).
 *
 * A request for width w that gets bucket b costs `size(b) - size(w)`. So candidate j answers all
 * requests in (i, j] at a cost of `s(j) * (N(j) - N(i)) - (E(j) - E(i))`, where s is the size and N
 * and E are the prefix sums of the requests and of their exact sizes. For a <= b < c <= d,
 * `cost(a, c) + cost(b, d) - cost(a, d) - cost(b, c) = (s(c) - s(d)) * (N(b) - N(a)) <= 0`, as
 * neither s nor N decreases: the quadrangle inequality holds on any grid. Choosing k buckets is the
 * shortest path of k links with Monge weights (Schieber, "Computing a minimum-weight k-link path in
 * graphs with the concave Monge property", Journal of Algorithms 29, 1998), solved here by divide
 * and conquer in O(k n log n). A fixed width forbids the steps across it, which keeps the
 * inequality: a step that spans a forbidden one is forbidden, too. The cost of misses breaks it,
 * since a few large buckets miss less than many small ones; with `missCost` all steps are tried, in
 * O(k n²) at worst. Without it the cost is convex in k: each further bucket saves less.
 *
 * @param requests the number of requests for each width in pixels, in any order
 * @param maxBuckets the length of the longest list
 *
 * @throws {WidthwiseError} `invalid-width` for a width, grid or fixed width that is not a positive
 *   integer, or a negative count; `invalid-argument` for a `maxBuckets` below 1
 *
 * @example
 * const requests = [{ width: 320, count: 10 }, { width: 640, count: 5 }, { width: 650, count: 5 }];
 * optimalBuckets(requests, 2).map(({ buckets }) => buckets); // [[650], [320, 650]]
 */
export function optimalBuckets(
	requests: readonly WidthCount[],
	maxBuckets: number,
	rules: BucketRules = {},
): readonly BucketChoice[] {
	checkWhole("maxBuckets", maxBuckets, 1);
	const candidates = collectCandidates(requests, {
		size: rules.size ?? squareArea,
		widest: rules.widest ?? MASTER_EDGE,
		grid: rules.grid ?? 1,
		fixed: rules.fixed ?? [],
	});
	const top = candidates.widths.length - 1;
	const fixedBelow = countFixedBelow(candidates);
	const layers: Layer[] = [{ best: new Float64Array(top + 1), from: new Int32Array(top + 1) }];
	const choices: BucketChoice[] = [];
	for (let buckets = 1; buckets <= Math.min(maxBuckets, top); buckets++) {
		const layer = fillLayer(layers, candidates, fixedBelow, rules.missCost);
		layers.push(layer);
		if ((fixedBelow.count[top] ?? 0) >= buckets) continue;
		choices.push({
			buckets: tracePath(layers, candidates.widths, top),
			cost: layer.best[top] ?? 0,
		});
	}
	return choices;
}

/** For every candidate: the number of fixed ones below it, and the last of those (0 if none). */
type FixedBelow = { readonly count: Int32Array; readonly last: Int32Array };

function countFixedBelow({ isFixed }: Candidates): FixedBelow {
	const count = new Int32Array(isFixed.length);
	const last = new Int32Array(isFixed.length);
	for (let j = 1; j < isFixed.length; j++) {
		const below = isFixed[j - 1] ?? false;
		count[j] = (count[j - 1] ?? 0) + (below ? 1 : 0);
		last[j] = below ? j - 1 : (last[j - 1] ?? 0);
	}
	return { count, last };
}

function fillLayer(
	layers: readonly Layer[],
	{ size, requests, exact }: Candidates,
	fixedBelow: FixedBelow,
	missCost: BucketRules["missCost"],
): Layer {
	const previous = layers.at(-1)?.best ?? new Float64Array(0);
	const rows = previous.length;
	const layer: Layer = { best: new Float64Array(rows), from: new Int32Array(rows) };
	const buckets = layers.length;
	const reached = lastReached(fixedBelow, buckets - 1);
	const bounds: LayerBounds = {
		firstRow: buckets,
		lastRow: lastReached(fixedBelow, buckets),
		firstColumn: (row) => Math.max(buckets - 1, fixedBelow.last[row] ?? 0),
		lastColumn: (row) => Math.min(row - 1, reached),
	};
	const answered = (i: number, j: number): number => (requests[j] ?? 0) - (requests[i] ?? 0);
	const overshoot = (i: number, j: number): number =>
		(size[j] ?? 0) * answered(i, j) - ((exact[j] ?? 0) - (exact[i] ?? 0));
	if (missCost) {
		const cost = (i: number, j: number): number => overshoot(i, j) + missCost(answered(i, j));
		fillByTrial(layer, previous, cost, overshoot, bounds);
	} else {
		fillMonotone(layer, previous, overshoot, bounds);
	}
	return layer;
}

/**
 * The last candidate that can be the largest of so many buckets without leaving out a fixed one
 * below.
 */
function lastReached({ count }: FixedBelow, buckets: number): number {
	if (buckets === 0) return 0;
	let last = count.length - 1;
	while ((count[last] ?? 0) > buckets - 1) last--;
	return last;
}

function tracePath(layers: readonly Layer[], widths: readonly number[], top: number): WidthBuckets {
	const buckets: number[] = [];
	let row = top;
	for (const { from } of layers.slice(1).toReversed()) {
		buckets.unshift(widths[row] ?? 0);
		row = from[row] ?? 0;
	}
	return buckets;
}
