import { type Summary, summarize } from "../../../statistics.ts";
import type { Table } from "../../../table.ts";
import type { Bar } from "../../bars.ts";

/** A plot as it is kept. */
export type DrawnPlot = {
	/** Its file's name, without `.svg`. */
	readonly name: string;
	/** What it shows, for those who do not see it. */
	readonly alt: string;
	readonly svg: string;
};

/** What was measured of one thing. */
export type Sample = { readonly name: string; readonly values: readonly number[] };

/**
 * A table's samples of one unit, in the table's order.
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
 * A sample as a bar: its median, and its spread as the whisker.
 *
 * @param write the median in words
 *
 * @example
 * barOf({ name: "Widthwise", values: [9.6, 9.1] }, ({ median }) => `${median} ms`);
 */
export function barOf({ name, values }: Sample, write: (summary: Summary) => string): Bar {
	const summary = summarize(values);
	return {
		name,
		isOurs: name.startsWith("Widthwise"),
		middle: summary.median,
		least: summary.least,
		most: summary.most,
		text: write(summary),
	};
}

/**
 * Milliseconds in words: with a decimal while it says something.
 *
 * @example
 * writeMilliseconds(9.64); // "9.6 ms"
 */
export function writeMilliseconds(value: number): string {
	return value < 100 ? `${value.toFixed(1)} ms` : `${grouped(value)} ms`;
}

/**
 * A rate in words.
 *
 * @example
 * writeRate(71339.6); // "71,340 /s"
 */
export function writeRate(value: number): string {
	return value < 100 ? `${value.toFixed(1)} /s` : `${grouped(value)} /s`;
}

/**
 * A whole number as people write it.
 *
 * @example
 * grouped(71339.6); // "71,340"
 */
export function grouped(value: number): string {
	return Math.round(value).toLocaleString("en");
}
