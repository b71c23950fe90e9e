import { WidthwiseError } from "../errors.ts";

/** How many requests needed one width. */
export type WidthCount = {
	/** Pixels, 1 or more. */
	readonly width: number;
	/** Requests, or any other weight, 0 or more. */
	readonly count: number;
};

/** The widths worth considering as buckets, and what the requests up to each of them add up to. */
export type Candidates = {
	/** Pixels, ascending; `widths[0]` is 0, the bottom below the first candidate. */
	readonly widths: readonly number[];
	/** `requests[j]`: requests no wider than `widths[j]`. */
	readonly requests: Float64Array;
	/** `exact[j]`: what those requests would cost at exactly their own widths. */
	readonly exact: Float64Array;
	/** What a picture of `widths[j]` costs. */
	readonly size: Float64Array;
	/** Whether `widths[j]` must be a bucket. */
	readonly isFixed: readonly boolean[];
};

/** What candidates are made of. */
export type CandidateRules = {
	readonly size: (width: number) => number;
	readonly widest: number;
	readonly grid: number;
	readonly fixed: readonly number[];
};

/**
 * The candidates for buckets: every requested width, raised to the grid or to a fixed width before
 * that, and the fixed widths. No other width need be tried: a bucket between two candidates can be
 * lowered to the candidate below without losing a request, and a smaller picture never costs more.
 *
 * @throws {WidthwiseError} `invalid-width` for a width, count or grid that is not one
 *
 * @example
 * collectCandidates([{ width: 70, count: 3 }], { size, widest: 2560, grid: 32, fixed: [] }).widths; // [0, 96]
 */
export function collectCandidates(
	requests: readonly WidthCount[],
	rules: CandidateRules,
): Candidates {
	const { size, widest, grid, fixed } = rules;
	checkWidths("grid", [grid, widest, ...fixed]);
	const asked = countByWidth(requests, widest);
	const raised = asked.map(({ width }) =>
		Math.min(Math.ceil(width / grid) * grid, ...fixed.filter((other) => other >= width)),
	);
	const widths = [0, ...new Set([...raised, ...fixed].toSorted((a, b) => a - b))];

	const total = new Float64Array(widths.length);
	const exact = new Float64Array(widths.length);
	let at = 0;
	for (let j = 1; j < widths.length; j++) {
		let count = total[j - 1] ?? 0;
		let cost = exact[j - 1] ?? 0;
		for (let next = asked[at]; next && next.width <= (widths[j] ?? 0); next = asked[++at]) {
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
 * Requests as one count a width, ascending; what is wider than `widest` counts as `widest`, and
 * widths that nobody asked for are left out.
 *
 * @throws {WidthwiseError} `invalid-width` for a width or count that is not one
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
		if (!Number.isInteger(width) || width < 1) throw cannotUse("width", "1 or more", width);
		if (!Number.isFinite(count) || count < 0) throw cannotUse("count", "0 or more", count);
		const capped = Math.min(width, widest);
		if (count > 0) counts.set(capped, (counts.get(capped) ?? 0) + count);
	}
	return [...counts].map(([width, count]) => ({ width, count })).sort((a, b) => a.width - b.width);
}

function checkWidths(what: string, widths: readonly number[]): void {
	for (const width of widths) {
		if (!Number.isInteger(width) || width < 1) throw cannotUse(what, "a whole number", width);
	}
}

function cannotUse(what: string, allowed: string, got: number): WidthwiseError {
	return new WidthwiseError("invalid-width", `Cannot use ${what}: must be ${allowed}, got ${got}`);
}
