import { formatRatio, formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import type { Findings } from "./measure.ts";

/**
 * Makes the tables: the first picture, the next pictures, and memory with installed size. Ratios
 * compare values of the same round with those of the first contender.
 *
 * @param task what was made, for the titles: "20.4 MP to 400 px"
 *
 * @example
 * const [first, next, sizes] = libraryTables("20.4 MP to 400 px", found);
 */
export function libraryTables(task: string, all: readonly Findings[]): readonly Table[] {
	const [baseline] = all;
	if (!baseline) throw new Error("Nothing was measured");
	const head = ["median (spread)", `to ${baseline.contender.name}`];
	return [
		timeTable(`The first picture, with the start: ${task}`, all, "first"),
		timeTable(`The next pictures: ${task}`, all, "next"),
		{
			title: `Memory and packages: ${task}`,
			head: ["library", `peak memory, ${head[0]}`, head[1] ?? "", "installed", head[1] ?? ""],
			rows: all.map(({ contender: { name, installedBytes }, peakMemory }) => [
				name,
				formatSummary(summarize(peakMemory.map((bytes) => bytes / 2 ** 20)), "MB"),
				formatRatio(summarize(ratios(peakMemory, baseline.peakMemory))),
				installedBytes === null ? "nothing" : `${(installedBytes / 1e6).toFixed(1)} MB`,
				ratioOfSizes(installedBytes, baseline.contender.installedBytes),
			]),
		},
	];
}

function timeTable(title: string, all: readonly Findings[], key: "first" | "next"): Table {
	const baseline = all[0]?.[key] ?? [];
	return {
		title,
		head: ["library", "median (spread)", `to ${all[0]?.contender.name}`, "bytes", "SSIM"],
		rows: all.map((found) => [
			found.contender.name,
			formatSummary(summarize(found[key]), "ms"),
			formatRatio(summarize(ratios(found[key], baseline))),
			found.bytes.toFixed(0),
			found.ssim.toFixed(4),
		]),
		samples: Object.fromEntries(all.map((found) => [`${found.contender.name}, ms`, found[key]])),
	};
}

function ratios(values: readonly number[], baseline: readonly number[]): readonly number[] {
	return values.map((value, round) => value / (baseline[round] ?? Number.NaN));
}

function ratioOfSizes(bytes: number | null, baseline: number | null): string {
	return bytes === null || baseline === null ? "" : `${(bytes / baseline).toFixed(2)}x`;
}
