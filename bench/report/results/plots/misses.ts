import { type BarPlot, describeBars, drawBars } from "../../bars.ts";
import type { Found } from "../kept.ts";
import { barOf, type DrawnPlot, grouped, samplesIn, writeMilliseconds } from "./samples.ts";

/**
 * Misses, WebP beside WebP and JPEG beside JPEG.
 *
 * @example
 * const [plot] = plotMisses(found);
 */
export function plotMisses({ tables }: Found): readonly DrawnPlot[] {
	return tables.flatMap((table) => {
		const samples = samplesIn(table, "ms");
		const formats = new Map(table.rows.map(([name, format = ""]) => [name, format]));
		const plot: BarPlot = {
			title: table.title,
			note: `Median of ${samples[0]?.values.length} photos; whiskers from the quickest to the slowest. Shorter is better.`,
			axis: { name: "milliseconds", write: grouped, isRatio: false },
			groups: [...new Set(formats.values())].map((format) => ({
				name: { webp: "WebP", jpeg: "JPEG" }[format] ?? format,
				bars: samples
					.filter(({ name }) => formats.get(name) === format)
					.map((each) => barOf(each, ({ median }) => writeMilliseconds(median))),
			})),
		};
		if (samples.length === 0) return [];
		return [{ name: "misses", alt: describeBars(plot), svg: drawBars(plot) }];
	});
}
