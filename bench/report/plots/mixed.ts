import { percentile } from "../../harness/statistics.ts";
import type { PartOutput } from "../stored/stored-results.ts";
import {
	barOf,
	type DrawnPlot,
	drawn,
	rateBars,
	samplesIn,
	timeBars,
	writeTime,
} from "./samples.ts";

const SHARES = [
	{ name: "p50: half of all images came within", share: 0.5 },
	{ name: "p95: all but one in twenty", share: 0.95 },
	{ name: "p99: all but one in a hundred", share: 0.99 },
] as const;

/**
 * Plots the rates and the times of a mixed trace.
 *
 * @example
 * const [rates, times] = plotMixed(found);
 */
export function plotMixed({ tables }: PartOutput): readonly DrawnPlot[] {
	return tables.flatMap((table) => {
		const rates = samplesIn(table, "/s");
		const times = samplesIn(table, "ms");
		const groups = SHARES.map(({ name, share }) => ({
			name,
			// A percentile has no spread.
			bars: times.map((sample) =>
				barOf({ name: sample.name, values: [percentile(sample.values, share)] }, writeTime),
			),
		}));
		const title = "A mixed trace: how long images take";
		return [
			...drawn(
				"mixed-rates",
				rateBars("A mixed trace: what servers deliver", "images a second", rates),
			),
			...drawn("mixed-times", timeBars(title, "All rounds together. Shorter is better.", groups)),
		];
	});
}
