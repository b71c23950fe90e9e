import { percent } from "../../harness/numbers.ts";
import { hitRatePlot } from "../../hit-rate/plots.ts";
import { drawPlotFile } from "../../plot/plot.ts";
import type { HitRateOutput } from "../stored/stored-results.ts";
import type { DrawnPlot } from "./samples.ts";

/**
 * Plots the overshoot and the hit rate of bucket lists.
 *
 * @example
 * const [plot] = plotHitRate(found);
 */
export function plotHitRate({ lists }: HitRateOutput): readonly DrawnPlot[] {
	const plot = hitRatePlot(lists);
	const note = "In brackets: how many widths. Up and to the left is better.";
	const found = lists.map(({ name, overshoot, hitRate }) => {
		return `${name} ${percent(overshoot, 0)} and ${percent(hitRate, 0)}`;
	});
	const alt = `${plot.title}. ${found.join("; ")}.`;
	return [{ name: "hit-rate", alt, svg: drawPlotFile(plot, note) }];
}
