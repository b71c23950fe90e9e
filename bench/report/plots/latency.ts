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
 * Accepting an upload beside a bare server. What visitors wait for is in the table: it is so much longer
 * that the two could not be told apart.
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
 * Misses, WebP beside WebP and JPEG beside JPEG.
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
 * Requests a second for an image that is there.
 *
 * @example
 * const [plot] = plotHits(found);
 */
export function plotHits({ tables }: PartOutput): readonly DrawnPlot[] {
	return tables.flatMap((table) =>
		drawn("hits", rateBars(table.title, "requests a second", samplesIn(table, "/s"))),
	);
}
