import type { Analysis } from "widthwise/tuning";
import { percent } from "../../harness/numbers.ts";
import { drawPlotFile } from "../../plot/plot.ts";
import { overshootPlot, SHOWN_OVERSHOOT } from "../../tune/overshoot-plot.ts";
import type { DrawnPlot } from "./samples.ts";

/**
 * Plots the overshoot by number of buckets, with the recommended list and the current one.
 *
 * @example
 * const [plot] = plotTune(analysis);
 */
export function plotTune(analysis: Analysis): readonly DrawnPlot[] {
	const plot = overshootPlot(analysis, "the default list");
	const points = plot.series[0]?.points ?? [];
	const note = `For the default audience. From ${points[0]?.x} buckets on: fewer overshoot by more than ${percent(SHOWN_OVERSHOOT, 0)}.`;
	const found = points.map(({ x, label }) => `${x}: ${label}`);
	const alt = `${plot.title}. ${found.join("; ")}. Recommended: ${analysis.recommended.buckets.length}.`;
	return [{ name: "tune", alt, svg: drawPlotFile(plot, note) }];
}
