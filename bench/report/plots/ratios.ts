import type { Table } from "../../harness/table.ts";
import type { Bar, BarPlot } from "../../plot/bars.ts";
import { barOf, samplesIn } from "./samples.ts";

/**
 * Makes a bar chart of the ratios of times to those of sharp, the first of each table, on a
 * logarithmic axis. Tables without times are left out.
 *
 * @example
 * drawn("engines", ratioBars("Engines: time to sharp's", tables));
 */
export function ratioBars(title: string, tables: readonly Table[]): BarPlot {
	return {
		title,
		note: "Median of the rounds' ratios; whiskers from the least to the most. To the left is better.",
		axis: {
			name: "times as long as sharp, equal ratios equally far",
			write: (ratio) => `${ratio}x`,
			isRatio: true,
		},
		groups: tables
			.map((table) => ({ name: table.title, bars: ratios(table) }))
			.filter(({ bars }) => bars.length > 0),
	};
}

/** Ratios of times in the same round, and so of the same photo. */
function ratios(table: Table): readonly Bar[] {
	const [baseline, ...others] = samplesIn(table, "ms");
	return others.map(({ name, values }) => {
		const own = values.map((value, round) => value / (baseline?.values[round] ?? Number.NaN));
		return barOf({ name, values: own }, ({ median }) => `${median.toFixed(2)}x`);
	});
}
