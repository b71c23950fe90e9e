import type { Table } from "../../../bench/harness/table.ts";
import type { Circumstances } from "../../../bench/report/stored/circumstances.ts";
import type {
	Measured,
	PartOutput,
	StoredResults,
} from "../../../bench/report/stored/stored-results.ts";

/** The circumstances of the made-up results. */
export const CIRCUMSTANCES: Circumstances = {
	date: "2026-01-02",
	processors: "4 cores of Abacus",
	system: "Wooden OS 3",
	photos: ["12.0 MP (JPEG, 3.0 MB)"],
	versions: { Bun: "1.2.3", sharp: "0.1.2" },
	busyShare: 0.01,
};

/** Makes a result with these circumstances. */
export function found<F>(what: F, own: Partial<Circumstances> = {}): Measured<F> {
	return { circumstances: { ...CIRCUMSTANCES, ...own }, found: what, missing: null };
}

/** Makes a table of times in milliseconds. */
export function timesTable(
	title: string,
	times: Readonly<Record<string, readonly number[]>>,
	formats: readonly string[] = [],
): Table {
	return {
		title,
		head: ["server", "format", "median"],
		rows: Object.entries(times).map(([name, [first]], i) => [
			name,
			formats[i] ?? "webp",
			`${first} ms`,
		]),
		samples: Object.fromEntries(
			Object.entries(times).map(([name, values]) => [`${name}, ms`, values]),
		),
	};
}

const rates: PartOutput = {
	tables: [
		{
			title: "Hits of nobody",
			head: ["server", "a second"],
			rows: [
				["nginx & friends", "1000 /s"],
				["Widthwise", "900 /s"],
			],
			samples: { "nginx & friends, /s": [900, 1000, 1300], "Widthwise, /s": [880, 900, 950] },
		},
	],
};

/** Results of which some were measured, one failed, and the others were never run. */
export const MADE_UP_RESULTS: StoredResults = {
	upload: found({ tables: [timesTable("Upload", { bare: [10, 11, 9], Widthwise: [20, 30, 19] })] }),
	misses: found({
		tables: [
			timesTable(
				"A miss",
				{ "<b>rival</b>": [50, 60, 55], Widthwise: [10, 9, 8], Jay: [200], "Widthwise, JPEG": [3] },
				["webp", "webp", "jpeg", "jpeg"],
			),
		],
	}),
	hits: found(rates, { busyShare: 0.4 }),
	engines: found({
		tables: [timesTable("To 400 px", { sharp: [10, 20, 30], "Widthwise, bun": [5, 10, 60] })],
	}),
	memory: found(
		{ tables: [{ title: "Memory", head: ["when"], rows: [["idle"]], missing: ["the moon"] }] },
		{ date: "2026-03-04" },
	),
	"publish-production": {
		circumstances: CIRCUMSTANCES,
		found: null,
		missing: "it needs a cellar",
	},
};
