import type { Table } from "../../harness/table.ts";
import type { Bar } from "../../plot/bars.ts";
import type { PartOutput } from "../stored/stored-results.ts";
import { barOf, type DrawnPlot, drawn, samplesIn } from "./samples.ts";

/**
 * Plots the ratio of every engine's time to sharp's, by job, on a logarithmic axis.
 *
 * @example
 * const [plot] = plotEngines(found);
 */
export function plotEngines({ tables }: PartOutput): readonly DrawnPlot[] {
	const groups = tables
		.map((table) => ({ name: table.title, bars: ratios(table) }))
		.filter(({ bars }) => bars.length > 0);
	return drawn("engines", {
		title: "Engines: time to sharp's",
		note: "Median of the rounds' ratios; whiskers from the least to the most. To the left is better.",
		axis: {
			name: "times as long as sharp, equal ratios equally far",
			write: (ratio) => `${ratio}x`,
			isRatio: true,
		},
		groups,
	});
}

/** Ratios of times in the same round, and so of the same photo. */
function ratios(table: Table): readonly Bar[] {
	const [baseline, ...others] = samplesIn(table, "ms");
	return others.map(({ name, values }) => {
		const own = values.map((value, round) => value / (baseline?.values[round] ?? Number.NaN));
		return barOf({ name, values: own }, ({ median }) => `${median.toFixed(2)}x`);
	});
}
