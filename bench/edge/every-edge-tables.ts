import { formatRatio, formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { CONNECTIONS, type Load } from "../harness/wrk.ts";
import type { Misses } from "./time-misses.ts";

/**
 * Makes the table of hits. Ratios compare with the first row, round by round.
 *
 * @param loads by name, our server first
 * @param bytes the size of the image
 * @param missing edges that cannot run here
 *
 * @example
 * console.log(formatTable(hitsTable(loads, 9692, ["Deno"])));
 */
export function hitsTable(
	loads: ReadonlyMap<string, readonly Load[]>,
	bytes: number,
	missing: readonly string[],
): Table {
	const rates = (of: readonly Load[] = []): readonly number[] =>
		of.map(({ requestsPerSecond }) => requestsPerSecond);
	const [ours] = loads.values();
	return {
		title: `Hits on every edge, on this machine: an image of ${(bytes / 1000).toFixed(0)} kB (wrk, 2 threads, ${CONNECTIONS} connections)`,
		head: ["edge", "requests a second (spread)", "to our server", "p50", "p95", "p99"],
		rows: [...loads].map(([name, own]) => [
			name,
			formatSummary(summarize(rates(own)), "/s"),
			ratio(rates(own), rates(ours)),
			...(["p50", "p95", "p99"] as const).map(
				(which) => `${summarize(own.map((load) => load[which])).median.toFixed(1)} ms`,
			),
		]),
		missing,
	};
}

/**
 * Makes the table of misses, likewise.
 *
 * @param misses by name, our server first
 * @param task the width and the photo, for the title
 *
 * @example
 * console.log(formatTable(missesTable(misses, "400 px of a photo of 4.4 MB", [])));
 */
export function missesTable(
	misses: ReadonlyMap<string, Misses>,
	task: string,
	missing: readonly string[],
): Table {
	const [ours] = misses.values();
	return {
		title: `Warm misses on every edge, on this machine: ${task}`,
		head: ["edge", "median (spread)", "to our server", "bytes"],
		rows: [...misses].map(([name, { milliseconds, bytes }]) => [
			name,
			formatSummary(summarize(milliseconds), "ms"),
			ratio(milliseconds, ours?.milliseconds ?? []),
			String(bytes),
		]),
		missing,
	};
}

function ratio(own: readonly number[], ours: readonly number[]): string {
	if (own.every((value, round) => value === ours[round])) return "1.00x";
	return formatRatio(summarize(own.map((value, round) => value / (ours[round] ?? Number.NaN))));
}
