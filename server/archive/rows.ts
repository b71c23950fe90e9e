import type { Layout } from "./layouts.ts";

/** A photo's slot in a row. */
export type Slot = {
	/** Its share of the row's width without gaps: 0 to 1. */
	readonly share: number;
	/** Number of gaps in its row. */
	readonly gaps: number;
};

/**
 * Breaks photos into rows of full width whose heights are as even as possible. All breaks are
 * chosen together, as TeX does with the lines of a paragraph (Knuth and Plass, 1981). A last row
 * without enough photos stays short.
 *
 * @param ratios width by height of each photo, in order
 * @param isOpen whether more photos follow: then the last row is full as well
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
		// Other rows are stretched, except for a single photo between panoramas: it would become huge.
		const minRatio = isEnd ? layout.minRatio : layout.minRatio / 2;
		const rowRatio = sum < minRatio ? layout.rowRatio : sum;
		return row.map((ratio) => ({ share: ratio / rowRatio, gaps: row.length - 1 }));
	});
}

/** A short last row is acceptable, but a full one looks better. */
const SHORT_ROW_COST = 0.05;

/** Finds the index at which each row begins, so that the sum of all costs is the lowest. */
function bestBreaks(ratios: readonly number[], layout: Layout, isOpen: boolean): readonly number[] {
	const costs: number[] = [0];
	const from: number[] = [0];
	for (let end = 1; end <= ratios.length; end++) {
		let sum = 0;
		let best = Number.POSITIVE_INFINITY;
		for (let start = end - 1; start >= 0; start--) {
			sum += ratios[start] ?? 1;
			const isShort = end === ratios.length && !isOpen && sum < layout.minRatio;
			const rowCost = isShort ? SHORT_ROW_COST : Math.log(sum / layout.rowRatio) ** 2;
			const cost = (costs[start] ?? 0) + rowCost;
			if (cost < best) {
				best = cost;
				from[end] = start;
			}
			// More photos only make a row worse that has twice its target ratio.
			if (sum > layout.rowRatio * 2) break;
		}
		costs[end] = best;
	}
	const starts: number[] = [];
	for (let end = ratios.length; end > 0; end = from[end] ?? 0) starts.unshift(from[end] ?? 0);
	return starts;
}
