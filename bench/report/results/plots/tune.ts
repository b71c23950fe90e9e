import type { Analysis, ListCost } from "../../../tune/analysis.ts";
import { drawPlotFile, type Plot, type Point } from "../../plot.ts";
import type { DrawnPlot } from "./samples.ts";

/** One or two buckets overshoot so much that they would squeeze all others together. */
const SHOWN_OVERSHOOT = 1;

/**
 * What one bucket more saves, with the recommended list and today's.
 *
 * @example
 * const [plot] = plotTune(analysis);
 */
export function plotTune({ curve, recommended, today }: Analysis): readonly DrawnPlot[] {
	const shown = curve.filter(({ overshootShare }) => overshootShare <= SHOWN_OVERSHOOT);
	const [k, own] = [recommended.buckets.length, percents(recommended.overshootShare)];
	const plot: Plot = {
		title: "The cheapest lists: overshoot by the number of buckets",
		x: { name: "buckets", write: String },
		y: {
			name: "overshoot, of the pixels needed",
			write: wholePercents,
		},
		series: [
			{
				name: "the cheapest list of its length",
				kind: "line",
				points: shown.map((list) => pointOf(list, percents(list.overshootShare), false)),
			},
			{
				name: "marked",
				kind: "points",
				points: [
					pointOf(today, `the default list: ${percents(today.overshootShare)}`, true),
					pointOf(recommended, `recommended: ${k} buckets, ${own}`, true),
				],
			},
		],
	};
	const note = `For the default audience. From ${shown[0]?.buckets.length} buckets on: fewer overshoot by more than ${wholePercents(SHOWN_OVERSHOOT)}.`;
	const found = shown.map((list) => `${list.buckets.length}: ${percents(list.overshootShare)}`);
	const alt = `${plot.title}. ${found.join("; ")}. Recommended: ${k}.`;
	return [{ name: "tune", alt, svg: drawPlotFile(plot, note) }];
}

function pointOf(list: ListCost, label: string, isLabelled: boolean): Point {
	return { x: list.buckets.length, y: list.overshootShare, label, isLabelled };
}

function wholePercents(share: number): string {
	return `${Math.round(100 * share)} %`;
}

function percents(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
