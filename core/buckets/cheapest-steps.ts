/**
 * The cheapest path to each row: its cost, `best[row]`, and the column it comes from, `from[row]`.
 */
export type Layer = { readonly best: Float64Array; readonly from: Int32Array };

/** The rows of a layer, and the columns that each row may come from; both ends included. */
export type LayerBounds = {
	readonly firstRow: number;
	readonly lastRow: number;
	/** Must not decrease from one row to the next. */
	readonly firstColumn: (row: number) => number;
	/** Must not decrease from one row to the next. */
	readonly lastColumn: (row: number) => number;
};

/** The cost of answering all requests above candidate `column` with candidate `row`. */
export type StepCost = (column: number, row: number) => number;

/**
 * Fills a layer by divide and conquer, in O(n log n) evaluations of `cost`. The cost must satisfy
 * the quadrangle inequality, `cost(a, c) + cost(b, d) <= cost(a, d) + cost(b, c)` for
 * a <= b < c <= d. Then the best column never decreases from one row to the next (Yao, "Efficient
 * dynamic programming using quadrangle inequalities", STOC 1980), so the middle row's best column
 * splits the remaining rows and columns. Columns that a row may not use count as infinitely
 * expensive, which keeps the inequality because the bounds never decrease.
 *
 * @param layer written to
 * @param previous the best costs of the layer before
 *
 * @example
 * const layer = { best: new Float64Array(3), from: new Int32Array(3) };
 * const bounds = { firstRow: 1, lastRow: 2, firstColumn: () => 0, lastColumn: () => 0 };
 * fillMonotone(layer, new Float64Array(3), (column, row) => (row - column) ** 2, bounds);
 * layer.best; // new Float64Array([0, 1, 4])
 */
export function fillMonotone(
	layer: Layer,
	previous: Float64Array,
	cost: StepCost,
	bounds: LayerBounds,
): void {
	function fill(firstRow: number, lastRow: number, minColumn: number, maxColumn: number): void {
		if (firstRow > lastRow) return;
		const row = (firstRow + lastRow) >> 1;
		const last = Math.min(maxColumn, bounds.lastColumn(row));
		let best = Number.POSITIVE_INFINITY;
		let from = -1;
		for (let column = Math.max(minColumn, bounds.firstColumn(row)); column <= last; column++) {
			const total = (previous[column] ?? 0) + cost(column, row);
			if (total < best) {
				best = total;
				from = column;
			}
		}
		layer.best[row] = best;
		layer.from[row] = from;
		fill(firstRow, row - 1, minColumn, from);
		fill(row + 1, lastRow, from, maxColumn);
	}
	fill(bounds.firstRow, bounds.lastRow, 0, bounds.lastColumn(bounds.lastRow));
}

/**
 * Fills a layer for any cost: tries the columns of each row from the nearest to the furthest, in at
 * most O(n²) evaluations of `cost`.
 *
 * @param layer written to
 * @param previous the best costs of the layer before
 * @param lowerBound a part of `cost` that grows with the distance of the column; once it exceeds
 *   the best total, columns further away are skipped
 *
 * @example
 * const layer = { best: new Float64Array(3), from: new Int32Array(3) };
 * const bounds = { firstRow: 1, lastRow: 2, firstColumn: () => 0, lastColumn: () => 0 };
 * const overshoot = (column: number, row: number) => row - column;
 * const cost = (column: number, row: number) => overshoot(column, row) + 5;
 * fillByTrial(layer, new Float64Array(3), cost, overshoot, bounds);
 * layer.best; // new Float64Array([0, 6, 7])
 */
export function fillByTrial(
	layer: Layer,
	previous: Float64Array,
	cost: StepCost,
	lowerBound: StepCost,
	bounds: LayerBounds,
): void {
	for (let row = bounds.firstRow; row <= bounds.lastRow; row++) {
		let best = Number.POSITIVE_INFINITY;
		let from = -1;
		const first = bounds.firstColumn(row);
		for (let column = bounds.lastColumn(row); column >= first; column--) {
			if (lowerBound(column, row) >= best) break;
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
