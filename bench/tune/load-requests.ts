import {
	readHistogram,
	readLogs,
	rowsOfLogs,
	type TunedFor,
	weightRequests,
} from "widthwise/tuning";
import type { Progress } from "../harness/progress.ts";
import { DEFAULT_AUDIENCE, neededWidths } from "../traffic/audience/audience.ts";
import type { TuneOptions } from "./options.ts";

/**
 * Loads the requests to tune for: from logs, from a histogram, or from the default audience.
 *
 * @throws {Error} if a file is missing or unreadable, or has no request for an image with a width
 *
 * @example
 * const { requests, warnings } = await loadRequests(options, progress);
 */
export async function loadRequests(options: TuneOptions, progress: Progress): Promise<TunedFor> {
	const { logs, histogram, dprWeights, today } = options;
	const nothing = { lines: null, warnings: [] };
	if (logs.length > 0) {
		const summary = await readLogs(logs, ({ file, lines }) =>
			progress.show(`${file}: ${lines.toLocaleString("en")} lines`),
		);
		progress.done();
		return weightRequests(rowsOfLogs(summary, logs), dprWeights, today);
	}
	if (histogram === null) {
		const requests = neededWidths(DEFAULT_AUDIENCE);
		return { source: "the default audience", requests, ...nothing, isOnlyBuckets: false };
	}
	const { rows, hasDpr } = await readHistogram(histogram);
	if (!hasDpr && dprWeights.size > 0) {
		throw new Error("--dpr-weights requires a histogram with the header width,dpr,count");
	}
	return weightRequests({ source: histogram, rows, ...nothing }, dprWeights, today);
}
