import type { Layout } from "./layouts.ts";

/** A photo's place in a row. */
export type Slot = {
	/** How much of the row's width it has, gaps taken off: 0 to 1. */
	readonly share: number;
	/** The gaps in its row. */
	readonly gaps: number;
};

/**
 * Breaks photos into rows that all have the full width, as even in height as they can be. All breaks
 * are weighed together, as TeX does with a paragraph's lines (Knuth and Plass, 1981), so no row pays
 * for the one before. A last row that lacks photos stays short.
 *
 * @param ratios width by height of each photo, in order
 * @param isOpen whether more photos follow: then the last row is full, too
 *
 * @example
 * justify([1.5, 1.5, 0.75], layout, false); // [{ share: 0.4, gaps: 2 }, ...]
 */
export function justify(
	ratios: readonly number[],
	layout: Layout,
	isOpen: boolean,
): readonly Slot[] {
	const starts = bestBreaks(ratios, layout, isOpen);
	return starts.flatMap((start, i) => {
		const row = ratios.slice(start, starts[i + 1]);
		const sum = row.reduce((a, b) => a + b, 0);
		const isEnd = i === starts.length - 1 && !isOpen;
		// A row in the middle is stretched, unless that made a giant of a lone photo between panoramas.
		const least = isEnd ? layout.leastRatio : layout.leastRatio / 2;
		const whole = sum < least ? layout.rowRatio : sum;
		return row.map((ratio) => ({ share: ratio / whole, gaps: row.length - 1 }));
	});
}

/** A short last row is no fault, but a full one looks better. */
const SHORT_ROW_COST = 0.05;

/** Where each row begins, by the least sum of costs. */
function bestBreaks(ratios: readonly number[], layout: Layout, isOpen: boolean): readonly number[] {
	const costs: number[] = [0];
	const from: number[] = [0];
	for (let end = 1; end <= ratios.length; end++) {
		let sum = 0;
		let best = Number.POSITIVE_INFINITY;
		for (let start = end - 1; start >= 0; start--) {
			sum += ratios[start] ?? 1;
			const isShort = end === ratios.length && !isOpen && sum < layout.leastRatio;
			const rowCost = isShort ? SHORT_ROW_COST : Math.log(sum / layout.rowRatio) ** 2;
			const cost = (costs[start] ?? 0) + rowCost;
			if (cost < best) {
				best = cost;
				from[end] = start;
			}
			// Rows twice as full as they should be get only worse.
			if (sum > layout.rowRatio * 2) break;
		}
		costs[end] = best;
	}
	const starts: number[] = [];
	for (let end = ratios.length; end > 0; end = from[end] ?? 0) starts.unshift(from[end] ?? 0);
	return starts;
}
