import { analyze, changesFor } from "widthwise/tuning";
import { createProgress } from "../harness/progress.ts";
import { loadRequests } from "./load-requests.ts";
import { parseTuneOptions, TUNE_USAGE } from "./options.ts";
import { writePage } from "./page.ts";
import { writeReport } from "./text-report.ts";

/**
 * Runs the tune part of the bench: computes which widths to cut for given requests, and the cost of each
 * choice.
 *
 * @param args the arguments after `tune`
 * @param print writes to the standard output
 *
 * @throws {Error} with a message for the user
 *
 * @example
 * await tune(["--log", "access.log.gz", "--buckets", "8"], console.log);
 */
export async function tune(args: readonly string[], print: (text: string) => void): Promise<void> {
	if (args.includes("--help")) {
		print(TUNE_USAGE);
		return;
	}
	const options = parseTuneOptions(args);
	const tunedFor = await loadRequests(options, createProgress());
	const analysis = analyze(tunedFor.requests, options);
	const { requests: _, ...about } = tunedFor;
	if (options.json) {
		const { buckets } = analysis.chosen;
		print(JSON.stringify({ buckets, change: changesFor(buckets), ...analysis, ...about }));
	} else print(writeReport(tunedFor, analysis, options));
	if (options.html !== undefined)
		await Bun.write(options.html, writePage(tunedFor, analysis, options));
}
