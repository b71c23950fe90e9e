import { formatRatio, formatSummary, summarize } from "../harness/statistics.ts";
import type { Table } from "../harness/table.ts";
import { BASELINE, type Contender, type Rendered } from "./contenders.ts";
import type { Job } from "./pictures.ts";

/** The measurements of one job. */
export type Findings = {
	/** By contender, in the order of rounds. */
	readonly times: ReadonlyMap<string, readonly Rendered[]>;
	/** One for every contender and photo. */
	readonly qualities: readonly {
		readonly name: string;
		readonly ssim: number;
		readonly bytes: number;
		/** Bytes at which it comes as close to the exact resize as sharp; `null`: never. */
		readonly equalBytes: number | null;
	}[];
};

/**
 * Makes the table of one job. Ratios compare times of the same round, and so of the same photo.
 *
 * @example
 * const table = engineTable(job, contenders, times, qualities);
 */
export function engineTable(
	{ title }: Job,
	contenders: readonly Contender[],
	times: Findings["times"],
	qualities: Findings["qualities"],
): Table {
	const baseline = times.get(BASELINE) ?? [];
	const rows = contenders.map(({ name }) => {
		const own = times.get(name) ?? [];
		const ratios = own.map(
			({ milliseconds }, i) => milliseconds / (baseline[i]?.milliseconds ?? 0),
		);
		const found = qualities.filter((each) => each.name === name);
		const equal = found.map(({ equalBytes }) => equalBytes ?? Number.NaN);
		return [
			name,
			formatSummary(summarize(own.map(({ milliseconds }) => milliseconds)), "ms"),
			formatRatio(summarize(ratios)),
			`${summarize(own.map(({ processorMs }) => processorMs)).median.toFixed(0)} ms`,
			mean(found.map(({ ssim }) => ssim)).toFixed(4),
			mean(found.map(({ bytes }) => bytes)).toFixed(0),
			equal.some(Number.isNaN) ? "never as near" : mean(equal).toFixed(0),
		];
	});
	return {
		title,
		head: [
			"engine",
			"median (spread)",
			"to sharp",
			"processor",
			"SSIM",
			"bytes",
			"at sharp's SSIM",
		],
		rows,
		samples: Object.fromEntries(
			[...times].map(([name, own]) => [`${name}, ms`, own.map(({ milliseconds }) => milliseconds)]),
		),
	};
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
