import { analyze } from "../../tuning/analysis.ts";
import { changesFor } from "../../tuning/change.ts";
import { readHistogram, readLogs } from "../../tuning/read-files.ts";
import { rowsOfLogs, type TunedFor, weightRequests } from "../../tuning/requests.ts";
import type { WidthBuckets } from "../../url/width.ts";
import { type Command, defineCommand, FAILED, FINE } from "../arguments/command.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { printable } from "../console/printable.ts";
import type { Terminal } from "../console/terminal.ts";
import { reasonOf } from "../files/reason.ts";
import { TUNE_OPTIONS, tuneRules } from "./tune-options.ts";
import { formatAnalysis } from "./tune-text.ts";

/** `widthwise tune`: the cheapest buckets for the widths in logs. */
export const tune: Command = defineCommand(
	{
		usage: "<logs...> | --histogram <file>",
		about: `Finds the buckets that cost least for the widths that visitors needed, and says how many to
use. Reads access logs of CloudFront, nginx and Apache, as text, JSON lines or gzip, and
folders of them.`,
		options: TUNE_OPTIONS,
		examples: [
			"tune access.log.gz",
			"tune logs/ --buckets 8 --grid 32 --bytes webp",
			"tune --histogram widths.csv --today 320,640,1280 --json",
		],
	},
	async ({ values, names }, terminal) => {
		const { histogram = null } = values;
		if ((histogram === null) === (names.length === 0)) {
			throw new UsageError("tune needs logs or --histogram");
		}
		const rules = tuneRules(values);
		try {
			const tunedFor = await loadRequests(names, histogram, rules.today, terminal);
			const { requests, ...about } = tunedFor;
			const analysis = analyze(requests, rules);
			const { buckets } = analysis.chosen;
			if (values.json) {
				const change = changesFor(buckets);
				terminal.print(JSON.stringify({ buckets, change, ...analysis, ...about }));
			} else terminal.print(formatAnalysis(tunedFor, analysis, terminal.colours));
			return FINE;
		} catch (error) {
			terminal.progress.clear();
			terminal.signal.throwIfAborted();
			terminal.warn(`${terminal.warningColours.red("Error:")} ${failureOf(error)}`);
			return FAILED;
		}
	},
);

async function loadRequests(
	logs: readonly string[],
	histogram: string | null,
	today: WidthBuckets,
	terminal: Terminal,
): Promise<TunedFor> {
	if (histogram !== null) {
		const { rows } = await readHistogram(histogram);
		const needed = { source: histogram, rows, lines: null, warnings: [] };
		return weightRequests(needed, new Map(), today);
	}
	const summary = await readLogs(logs, ({ file, lines }) => {
		terminal.signal.throwIfAborted();
		terminal.progress.showText(`${printable(file)}: ${lines.toLocaleString("en")} lines`);
	});
	terminal.signal.throwIfAborted();
	terminal.progress.clear();
	return weightRequests(rowsOfLogs(summary, logs), new Map(), today);
}

function failureOf(error: unknown): string {
	return printable(reasonOf(error).message);
}
