import { type BarPlot, describeBars, drawBars } from "../../bars.ts";
import type { Found } from "../kept.ts";
import { barOf, type DrawnPlot, grouped, samplesIn, writeMilliseconds } from "./samples.ts";

/**
 * Accepting an upload beside a bare server. What visitors wait for is in the table: it is so much longer
 * that the two could not be told apart.
 *
 * @example
 * const [plot] = plotUpload(found);
 */
export function plotUpload({ tables }: Found): readonly DrawnPlot[] {
	return tables.flatMap((table) => {
		const samples = samplesIn(table, "ms").slice(0, 2);
		const [bare] = samples;
		if (!bare) return [];
		const plot: BarPlot = {
			title: `${table.title}: until it is accepted`,
			note: `Median of ${bare.values.length}; whiskers from the quickest to the slowest. Shorter is better.`,
			axis: { name: "milliseconds", write: grouped, isRatio: false },
			groups: [
				{
					name: null,
					bars: samples.map((each) => barOf(each, ({ median }) => writeMilliseconds(median))),
				},
			],
		};
		return [{ name: "upload", alt: describeBars(plot), svg: drawBars(plot) }];
	});
}
