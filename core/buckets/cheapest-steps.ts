/** One row's cheapest step, for every row of a layer: `best[row]` and where it came `from`. */
export type Layer = { readonly best: Float64Array; readonly from: Int32Array };

/** The rows that a layer has, and the columns that each row may come from; both ends included. */
export type LayerBounds = {
	readonly firstRow: number;
	readonly lastRow: number;
	/** Never falls from one row to the next. */
	readonly firstColumn: (row: number) => number;
	/** Never falls from one row to the next. */
	readonly lastColumn: (row: number) => number;
};

/** What it costs to answer everything above candidate `column` with candidate `row`. */
export type StepCost = (column: number, row: number) => number;

/**
 * Fills a layer when `cost` satisfies the quadrangle inequality, `cost(a, c) + cost(b, d) <= cost(a, d)
 * + cost(b, c)` for a <= b < c <= d: then the best column never moves back from one row to the next,
 * so the middle row's best column splits both the rows and the columns that are left. O(n log n)
 * evaluations. Columns that a row may not use count as infinitely dear, which keeps the inequality as
 * long as the bounds never fall.
 *
 * @example
 * fillMonotone(layer, previous, cost, bounds);
 */
export function fillMonotone(
	layer: Layer,
	previous: Float64Array,
	cost: StepCost,
	bounds: LayerBounds,
): void {
	function fill(firstRow: number, lastRow: number, least: number, most: number): void {
		if (firstRow > lastRow) return;
		const row = (firstRow + lastRow) >> 1;
		const last = Math.min(most, bounds.lastColumn(row));
		let best = Number.POSITIVE_INFINITY;
		let from = -1;
		for (let column = Math.max(least, bounds.firstColumn(row)); column <= last; column++) {
			const total = (previous[column] ?? 0) + cost(column, row);
			if (total < best) {
				best = total;
				from = column;
			}
		}
		layer.best[row] = best;
		layer.from[row] = from;
		fill(firstRow, row - 1, least, from);
		fill(row + 1, lastRow, from, most);
	}
	fill(bounds.firstRow, bounds.lastRow, 0, bounds.lastColumn(bounds.lastRow));
}

/**
 * Fills a layer for any cost: tries every column that can still win, from the nearest to the furthest.
 * O(n²) evaluations at worst.
 *
 * @param atLeast a part of `cost` that grows as the column moves away; once it alone is dearer than
 * the best, no column further away can win
 *
 * @example
 * fillByTrial(layer, previous, costWithMisses, overshoot, bounds);
 */
export function fillByTrial(
	layer: Layer,
	previous: Float64Array,
	cost: StepCost,
	atLeast: StepCost,
	bounds: LayerBounds,
): void {
	for (let row = bounds.firstRow; row <= bounds.lastRow; row++) {
		let best = Number.POSITIVE_INFINITY;
		let from = -1;
		const first = bounds.firstColumn(row);
		for (let column = bounds.lastColumn(row); column >= first; column--) {
			if (atLeast(column, row) >= best) break;
			const total = (previous[column] ?? 0) + cost(column, row);
			if (total < best) {
				best = total;
				from = column;
			}
		}
		layer.best[row] = best;
		layer.from[row] = from;
	}
}
