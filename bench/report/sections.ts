import type { Analysis } from "widthwise/tuning";
import { formatTable } from "../harness/table.ts";
import { plotEngines } from "./plots/engines.ts";
import { plotHitRate } from "./plots/hit-rate.ts";
import { plotHits, plotMisses, plotUpload } from "./plots/latency.ts";
import { plotLibrary } from "./plots/library.ts";
import { plotMixed } from "./plots/mixed.ts";
import type { DrawnPlot } from "./plots/samples.ts";
import { plotTune } from "./plots/tune.ts";
import type { MeasurementName } from "./stored/measurements.ts";
import type {
	HitRateOutput,
	Measured,
	PartOutput,
	StoredResults,
} from "./stored/stored-results.ts";

/** The page's content for one measurement: blocks of Markdown, then plots. */
export type Shown = { readonly text: readonly string[]; readonly plots: readonly DrawnPlot[] };

/** A measurement on the page. */
export type Entry = {
	readonly name: MeasurementName;
	/** Returns the content; `null` if there are no results. */
	readonly show: (kept: StoredResults) => Shown | null;
};

/** Measurements under a heading. */
export type Section = { readonly heading: string; readonly entries: readonly Entry[] };

/** The page's sections. */
export const SECTIONS: readonly Section[] = [
	{ heading: "Uploads", entries: [tables("upload", plotUpload)] },
	{
		heading: "Images over HTTP",
		entries: [tables("misses", plotMisses), tables("hits", plotHits)],
	},
	{
		heading: "Publishing",
		entries: [
			tables("publish"),
			tables("publish-production"),
			tables("burst"),
			tables("burst-production"),
		],
	},
	{ heading: "Memory", entries: [tables("memory")] },
	{ heading: "Under attack", entries: [tables("attack")] },
	{
		heading: "The website",
		entries: [
			tables("website"),
			tables("first-visit"),
			tables("pages"),
			tables("pages-production"),
		],
	},
	{ heading: "The edge", entries: [tables("edge"), tables("every-edge")] },
	{ heading: "Engines", entries: [tables("engines", plotEngines)] },
	{ heading: "Bytes at equal look", entries: [tables("bytes")] },
	{ heading: "The library", entries: [tables("library", plotLibrary)] },
	{ heading: "A mixed trace", entries: [tables("mixed", plotMixed)] },
	{
		heading: "Which widths",
		entries: [
			{ name: "hit-rate", show: (kept) => ifFound(kept["hit-rate"], showHitRate) },
			{ name: "tune", show: (kept) => ifFound(kept.tune, showTune) },
		],
	},
	{ heading: "Reading logs", entries: [tables("logs")] },
];

function tables(
	name: Exclude<MeasurementName, "hit-rate" | "tune">,
	plot: (found: PartOutput) => readonly DrawnPlot[] = () => [],
): Entry {
	const show = (found: PartOutput): Shown => ({ text: write(found), plots: plot(found) });
	return { name, show: (kept) => ifFound(kept[name], show) };
}

function ifFound<F>(measured: Measured<F> | undefined, show: (found: F) => Shown): Shown | null {
	return measured && measured.missing === null ? show(measured.found) : null;
}

function write({ tables }: PartOutput): readonly string[] {
	return tables.map((table) => formatTable(table).trimEnd());
}

function showHitRate(found: HitRateOutput): Shown {
	const images = found.lists[0]?.total.needed ?? 0;
	const { pageViews } = found.parameters.trace;
	const about = `The seeded trace of the default audience: ${images.toLocaleString("en")} images on ${pageViews.toLocaleString("en")} page views (\`npm run bench hit-rate\`).`;
	return { text: [about, ...write(found)], plots: plotHitRate(found) };
}

function showTune(found: Analysis): Shown {
	const { recommended, why } = found;
	const about = `\`npm run bench tune\` recommends ${recommended.buckets.length} buckets for this audience, because ${why}.`;
	return { text: [about], plots: plotTune(found) };
}
