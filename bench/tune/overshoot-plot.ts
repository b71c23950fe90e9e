import type { Analysis, ListCost } from "widthwise/tuning";
import { percent } from "../harness/numbers.ts";
import type { Plot, Point } from "../plot/plot.ts";

/** The maximum overshoot in the plot: lists of one or two buckets would compress the rest of it. */
export const SHOWN_OVERSHOOT = 1;

/**
 * Makes the plot of overshoot by number of buckets, with the recommended list and the current one.
 *
 * @param todaysName the name of the current list
 *
 * @example
 * drawPlot(overshootPlot(analysis, "today's list"));
 */
export function overshootPlot(analysis: Analysis, todaysName: string): Plot {
	const { curve, recommended, today } = analysis;
	const shown = curve.filter(({ overshootShare }) => overshootShare <= SHOWN_OVERSHOOT);
	const [k, own] = [recommended.buckets.length, percent(recommended.overshootShare, 1)];
	return {
		title: "The cheapest lists: overshoot by the number of buckets",
		x: { name: "buckets", write: String },
		y: { name: `overshoot, of the ${unitOf(analysis)} needed`, write: wholePercent },
		series: [
			{
				name: "the cheapest list of its length",
				kind: "line",
				points: shown.map((list) => pointOf(list, percent(list.overshootShare, 1), false)),
			},
			{
				name: "marked",
				kind: "points",
				points: [
					pointOf(today, `${todaysName}: ${percent(today.overshootShare, 1)}`, true),
					pointOf(recommended, `recommended: ${k} buckets, ${own}`, true),
				],
			},
		],
	};
}

function unitOf({ unit }: Analysis): string {
	return unit === "pixels" ? unit : "bytes";
}

function pointOf(list: ListCost, label: string, isLabelled: boolean): Point {
	return { x: list.buckets.length, y: list.overshootShare, label, isLabelled };
}

function wholePercent(share: number): string {
	return `${Math.round(100 * share)} %`;
}
