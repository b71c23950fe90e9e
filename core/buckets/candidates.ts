import { WidthwiseError } from "../errors.ts";

/** The number of requests that needed one width. */
export type WidthCount = {
	/** Pixels, 1 or more. */
	readonly width: number;
	/** Requests, or any other weight; 0 or more. */
	readonly count: number;
};

/** The widths worth considering as buckets, with prefix sums of the requests. */
export type Candidates = {
	/** Pixels, ascending; `widths[0]` is 0. */
	readonly widths: readonly number[];
	/** `requests[j]`: the requests for at most `widths[j]`. */
	readonly requests: Float64Array;
	/** `exact[j]`: what those requests would cost at exactly the widths they need. */
	readonly exact: Float64Array;
	/** `size[j]`: what a picture of `widths[j]` costs. */
	readonly size: Float64Array;
	/** Whether `widths[j]` must be a bucket. */
	readonly isFixed: readonly boolean[];
};

/** The rules of `BucketRules` that decide on candidates. */
export type CandidateRules = {
	readonly size: (width: number) => number;
	readonly widest: number;
	readonly grid: number;
	readonly fixed: readonly number[];
};

/**
 * Collects the candidates for buckets: every requested width, rounded up to the grid or to a fixed
 * width if that is nearer, and the fixed widths. No other width need be considered: a bucket
 * between two candidates can be lowered to the next candidate below and still answers the same
 * requests, and a smaller picture never costs more.
 *
 * @throws {WidthwiseError} `invalid-width` for a width, grid or fixed width that is not a positive
 *   integer, or a negative count
 *
 * @example
 * const rules = { size: squareArea, widest: 2560, grid: 32, fixed: [] };
 * collectCandidates([{ width: 70, count: 3 }], rules).widths; // [0, 96]
 */
export function collectCandidates(
	requests: readonly WidthCount[],
	rules: CandidateRules,
): Candidates {
	const { size, widest, grid, fixed } = rules;
	checkWidths("grid", [grid, widest, ...fixed]);
	const needed = countByWidth(requests, widest);
	const roundedUp = needed.map(({ width }) =>
		Math.min(Math.ceil(width / grid) * grid, ...fixed.filter((other) => other >= width)),
	);
	const widths = [0, ...new Set([...roundedUp, ...fixed].toSorted((a, b) => a - b))];

	const total = new Float64Array(widths.length);
	const exact = new Float64Array(widths.length);
	let i = 0;
	for (let j = 1; j < widths.length; j++) {
		let count = total[j - 1] ?? 0;
		let cost = exact[j - 1] ?? 0;
		for (let next = needed[i]; next && next.width <= (widths[j] ?? 0); next = needed[++i]) {
			count += next.count;
			cost += next.count * size(next.width);
		}
		total[j] = count;
		exact[j] = cost;
	}
	return {
		widths,
		requests: total,
		exact,
		size: Float64Array.from(widths, (width) => (width === 0 ? 0 : size(width))),
		isFixed: widths.map((width) => fixed.includes(width)),
	};
}

/**
 * Adds up the requests for each width, in ascending order. Widths above `widest` count as `widest`;
 * widths without requests are left out.
 *
 * @param widest pixels
 *
 * @throws {WidthwiseError} `invalid-width` for a width that is not a positive integer, or a
 *   negative count
 *
 * @example
 * countByWidth([{ width: 9000, count: 1 }, { width: 300, count: 2 }], 2560);
 * // [{ width: 300, count: 2 }, { width: 2560, count: 1 }]
 */
export function countByWidth(
	requests: readonly WidthCount[],
	widest: number,
): readonly WidthCount[] {
	const counts = new Map<number, number>();
	for (const { width, count } of requests) {
		checkWidths("width", [width]);
		if (!Number.isFinite(count) || count < 0) throw cannotUse("count", "0 or more", count);
		const capped = Math.min(width, widest);
		if (count > 0) counts.set(capped, (counts.get(capped) ?? 0) + count);
	}
	return [...counts].map(([width, count]) => ({ width, count })).sort((a, b) => a.width - b.width);
}

function checkWidths(name: string, widths: readonly number[]): void {
	for (const width of widths) {
		if (!Number.isInteger(width) || width < 1) {
			throw cannotUse(name, "a whole number, 1 or more", width);
		}
	}
}

function cannotUse(name: string, allowed: string, got: number): WidthwiseError {
	return new WidthwiseError("invalid-width", `Cannot use ${name}: must be ${allowed}, got ${got}`);
}
