import type { BarGroup } from "../../plot/bars.ts";
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

/**
 * Plots the time to accept an upload, compared with a bare server. The time until visitors see the photo
 * is only in the table: it is so much longer that the other bars could not be distinguished.
 *
 * @example
 * const [plot] = plotUpload(found);
 */
export function plotUpload({ tables }: PartOutput): readonly DrawnPlot[] {
	return tables.flatMap((table) => {
		const samples = samplesIn(table, "ms").slice(0, 2);
		const bars = samples.map((each) => barOf(each, writeTime));
		const note = `Median of ${samples[0]?.values.length}; whiskers from the quickest to the slowest. Shorter is better.`;
		const title = `${table.title}: until it is accepted`;
		return drawn("upload", timeBars(title, note, [{ name: null, bars }]));
	});
}

/**
 * Plots the times of misses, grouped by format.
 *
 * @example
 * const [plot] = plotMisses(found);
 */
export function plotMisses({ tables }: PartOutput): readonly DrawnPlot[] {
	return tables.flatMap((table) => {
		const samples = samplesIn(table, "ms");
		const formats = new Map(table.rows.map(([name, format = ""]) => [name, format]));
		const groups = [...new Set(formats.values())].map(
			(format): BarGroup => ({
				name: { webp: "WebP", jpeg: "JPEG" }[format] ?? format,
				bars: samples
					.filter(({ name }) => formats.get(name) === format)
					.map((each) => barOf(each, writeTime)),
			}),
		);
		const note = `Median of ${samples[0]?.values.length} photos; whiskers from the quickest to the slowest. Shorter is better.`;
		return drawn("misses", timeBars(table.title, note, groups));
	});
}

/**
 * Plots the rates of hits.
 *
 * @example
 * const [plot] = plotHits(found);
 */
export function plotHits({ tables }: PartOutput): readonly DrawnPlot[] {
	return tables.flatMap((table) =>
		drawn("hits", rateBars(table.title, "requests a second", samplesIn(table, "/s"))),
	);
}
