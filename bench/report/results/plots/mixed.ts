import { percentile } from "../../../statistics.ts";
import type { Table } from "../../../table.ts";
import { type Bar, type BarPlot, describeBars, drawBars } from "../../bars.ts";
import type { Found } from "../kept.ts";
import {
	barOf,
	type DrawnPlot,
	grouped,
	type Sample,
	samplesIn,
	writeMilliseconds,
	writeRate,
} from "./samples.ts";

const SHARES = [
	{ name: "p50: half of all images came within", share: 0.5 },
	{ name: "p95: all but one in twenty", share: 0.95 },
	{ name: "p99: all but one in a hundred", share: 0.99 },
] as const;

/**
 * A mixed trace: how much each server delivers, and how long images take.
 *
 * @example
 * const [rates, times] = plotMixed(found);
 */
export function plotMixed({ tables }: Found): readonly DrawnPlot[] {
	return tables.flatMap((table) => [
		...drawn("mixed-rates", rates(table)),
		...drawn("mixed-times", times(table)),
	]);
}

function drawn(name: string, plot: BarPlot): readonly DrawnPlot[] {
	const isEmpty = plot.groups.every(({ bars }) => bars.length === 0);
	return isEmpty ? [] : [{ name, alt: describeBars(plot), svg: drawBars(plot) }];
}

function rates(table: Table): BarPlot {
	const samples = samplesIn(table, "/s");
	const bars = samples.map((each) => barOf(each, ({ median }) => writeRate(median)));
	return {
		title: "A mixed trace: what servers deliver",
		note: `Median of ${samples[0]?.values.length} rounds; whiskers from the slowest to the quickest. Longer is better.`,
		axis: { name: "images a second", write: grouped, isRatio: false },
		groups: [{ name: null, bars }],
	};
}

function times(table: Table): BarPlot {
	const samples = samplesIn(table, "ms");
	return {
		title: "A mixed trace: how long images take",
		note: "All rounds together. Shorter is better.",
		axis: { name: "milliseconds", write: grouped, isRatio: false },
		groups: SHARES.map(({ name, share }) => ({
			name,
			bars: samples.map((sample) => barAt(sample, share)),
		})),
	};
}

/** A percentile has no spread of its own. */
function barAt(sample: Sample, share: number): Bar {
	const value = percentile(sample.values, share);
	return barOf({ name: sample.name, values: [value] }, () => writeMilliseconds(value));
}
