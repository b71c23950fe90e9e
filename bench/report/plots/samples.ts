import { grouped } from "../../harness/numbers.ts";
import { type Summary, summarize } from "../../harness/statistics.ts";
import type { Table } from "../../harness/table.ts";
import { type Bar, type BarGroup, type BarPlot, describeBars, drawBars } from "../../plot/bars.ts";

/** A plot as an SVG file. */
export type DrawnPlot = {
	/** The file's name, without `.svg`. */
	readonly name: string;
	/** Alternative text: a description of the plot. */
	readonly alt: string;
	readonly svg: string;
};

/** The measured values of one contender. */
export type Sample = { readonly name: string; readonly values: readonly number[] };

/**
 * Returns a table's samples with one unit, in the table's order.
 *
 * @example
 * samplesIn(table, "ms"); // [{ name: "Widthwise", values: [9.6, 9.1] }]
 */
export function samplesIn({ samples = {} }: Table, unit: string): readonly Sample[] {
	const end = `, ${unit}`;
	return Object.entries(samples)
		.filter(([name, values]) => name.endsWith(end) && values.length > 0)
		.map(([name, values]) => ({ name: name.slice(0, -end.length), values }));
}

/**
 * Makes a bar from a sample: its median, with its spread as the whisker.
 *
 * @param write formats the median
 *
 * @example
 * barOf({ name: "Widthwise", values: [9.6, 9.1] }, writeTime);
 */
export function barOf({ name, values }: Sample, write: (summary: Summary) => string): Bar {
	const summary = summarize(values);
	return {
		name,
		isOurs: name.startsWith("Widthwise"),
		middle: summary.median,
		min: summary.min,
		max: summary.max,
		text: write(summary),
	};
}

/**
 * Formats a median in milliseconds, with a decimal below 100.
 *
 * @example
 * writeTime(summarize([9.64])); // "9.6 ms"
 */
export function writeTime({ median }: Summary): string {
	return `${short(median)} ms`;
}

/**
 * Makes a bar chart of rates, with a bar for each sample.
 *
 * @param axisName the name of the axis, with the unit
 *
 * @example
 * drawBars(rateBars("Hits", "requests a second", samples));
 */
export function rateBars(title: string, axisName: string, samples: readonly Sample[]): BarPlot {
	return {
		title,
		note: `Median of ${samples[0]?.values.length} rounds; whiskers from the slowest to the quickest. Longer is better.`,
		axis: { name: axisName, write: grouped, isRatio: false },
		groups: [
			{
				name: null,
				bars: samples.map((each) => barOf(each, ({ median }) => `${short(median)} /s`)),
			},
		],
	};
}

/**
 * Makes a bar chart of times in milliseconds.
 *
 * @example
 * drawBars(timeBars("Misses", "Shorter is better.", groups));
 */
export function timeBars(title: string, note: string, groups: readonly BarGroup[]): BarPlot {
	return { title, note, axis: { name: "milliseconds", write: grouped, isRatio: false }, groups };
}

/**
 * Draws a bar chart; returns an empty list if it has no bars.
 *
 * @example
 * drawn("hits", rateBars("Hits", "requests a second", samples));
 */
export function drawn(name: string, plot: BarPlot): readonly DrawnPlot[] {
	const isEmpty = plot.groups.every(({ bars }) => bars.length === 0);
	return isEmpty ? [] : [{ name, alt: describeBars(plot), svg: drawBars(plot) }];
}

function short(value: number): string {
	return value < 100 ? value.toFixed(1) : grouped(value);
}
