import { type BarPlot, describeBars, drawBars } from "../../bars.ts";
import type { Found } from "../kept.ts";
import { barOf, type DrawnPlot, grouped, samplesIn, writeRate } from "./samples.ts";

/**
 * Requests a second for an image that is there.
 *
 * @example
 * const [plot] = plotHits(found);
 */
export function plotHits({ tables }: Found): readonly DrawnPlot[] {
	return tables.flatMap((table) => {
		const samples = samplesIn(table, "/s");
		const plot: BarPlot = {
			title: table.title,
			note: `Median of ${samples[0]?.values.length} rounds; whiskers from the slowest to the quickest. Longer is better.`,
			axis: { name: "requests a second", write: grouped, isRatio: false },
			groups: [
				{
					name: null,
					bars: samples.map((each) => barOf(each, ({ median }) => writeRate(median))),
				},
			],
		};
		if (samples.length === 0) return [];
		return [{ name: "hits", alt: describeBars(plot), svg: drawBars(plot) }];
	});
}
