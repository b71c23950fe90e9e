import { describe, describeDifferences, mostCommonCircumstances } from "./format-circumstances.ts";
import type { DrawnPlot } from "./plots/samples.ts";
import { type Entry, SECTIONS } from "./sections.ts";
import { MEASUREMENTS } from "./stored/measurements.ts";
import type { StoredResults } from "./stored/stored-results.ts";

/** The page, and the plots that it shows. */
export type ResultsPage = { readonly markdown: string; readonly plots: readonly DrawnPlot[] };

/** Hand-written text for the page, in Markdown. */
export type HandWrittenText = {
	/** A text about the bucket lists; `null`: none. */
	readonly whichWidths: string | null;
	/** A text for the end of the page; `null`: none. */
	readonly whatLimitsWhat: string | null;
};

/**
 * Renders RESULTS.md from stored results.
 *
 * @param plotFolder the folder of the plots, relative to the page
 *
 * @example
 * const { markdown, plots } = renderResults(await readStoredResults(folder), written, "results");
 */
export function renderResults(
	kept: StoredResults,
	written: HandWrittenText,
	plotFolder: string,
): ResultsPage {
	const usual = mostCommonCircumstances(
		Object.values(kept).map(({ circumstances }) => circumstances),
	);
	const plots: DrawnPlot[] = [];

	function blocksOf({ name, show }: Entry): readonly string[] {
		const measured = kept[name];
		const shown = show(kept);
		if (!measured || !usual || !shown) return [notMeasured(name, measured?.missing ?? null)];
		plots.push(...shown.plots);
		return [
			...shown.text,
			...shown.plots.map(({ name, alt }) => `![${escapeAlt(alt)}](${plotFolder}/${name}.svg)`),
			...describeDifferences(measured.circumstances, usual),
		];
	}

	const sections = SECTIONS.flatMap(({ heading, entries }) => [
		`## ${heading}`,
		...entries.flatMap(blocksOf),
		...(heading === "Which widths" ? [written.whichWidths ?? []].flat() : []),
	]);
	const blocks = [...head(usual ? describe(usual) : null), ...sections];
	if (written.whatLimitsWhat !== null) blocks.push(written.whatLimitsWhat);
	return { markdown: `${blocks.map((block) => block.trim()).join("\n\n")}\n`, plots };
}

function head(circumstances: string | null): readonly string[] {
	return [
		"# Results of the last full run",
		...(circumstances === null ? [] : [circumstances]),
		"`npm run bench` lists the parts that make these tables; `npm run bench results -- --run` runs them all and writes this page; `--photo path` measures with a photo of yours. Rivals and Widthwise take turns in one run; every figure is a median, the spread is in brackets. Other programs' noise on so small a machine is large: read the ratios, and measure on yours.",
	];
}

function notMeasured(name: Entry["name"], missing: string | null): string {
	const about = MEASUREMENTS.find((each) => each.name === name)?.about ?? name;
	const why = missing ?? `\`npm run bench results -- --run ${name}\` does it`;
	return `**${about}**: not measured. ${why[0]?.toUpperCase()}${why.slice(1)}.`;
}

function escapeAlt(alt: string): string {
	return alt.replace(/[[\]\\]/g, "\\$&");
}
