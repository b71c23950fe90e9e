import { OURS } from "../../../hit-rate/ladders.ts";
import { drawPlotFile, type Plot } from "../../plot.ts";
import type { HitRateFound } from "../kept.ts";
import type { DrawnPlot } from "./samples.ts";

const percents = (share: number): string => `${(100 * share).toFixed(0)} %`;

/**
 * Bucket lists: what each delivers too much, against how often its images are in a cache.
 *
 * @example
 * const [plot] = plotHitRate(found);
 */
export function plotHitRate({ lists }: HitRateFound): readonly DrawnPlot[] {
	const plot: Plot = {
		title: "Bucket lists: overshoot against hit rate",
		x: { name: "overshoot, of the bytes at exact widths", write: percents },
		y: { name: "hit rate of the caches", write: percents },
		series: [true, false].map((isOurs) => ({
			name: isOurs ? OURS : "others",
			kind: "points",
			points: lists
				.filter(({ name }) => (name === OURS) === isOurs)
				.map(({ name, widths, overshoot, hitRate }) => ({
					x: overshoot,
					y: hitRate,
					label: widths === null ? name : `${name} (${widths.length})`,
					isLabelled: true,
				})),
		})),
	};
	const note = "In brackets: how many widths. Up and to the left is better.";
	const found = lists.map(
		({ name, overshoot, hitRate }) => `${name} ${percents(overshoot)} and ${percents(hitRate)}`,
	);
	const alt = `${plot.title}. ${found.join("; ")}.`;
	return [{ name: "hit-rate", alt, svg: drawPlotFile(plot, note) }];
}
