import type { WidthCount } from "../buckets/candidates.ts";
import { WidthwiseError } from "../errors.ts";
import type { WidthBuckets } from "../url/width.ts";
import type { LineCounts, LogSummary } from "./logs/log-reader.ts";
import { shareAtBuckets } from "./logs/share-at-buckets.ts";
import type { NeededWidth } from "./logs/width-histogram.ts";

/** Needed widths and their source. */
export type NeededRows = {
	/** The source of the requests, for a report. */
	readonly source: string;
	readonly rows: readonly NeededWidth[];
	/** The lines of the logs by kind; `null` without logs. */
	readonly lines: LineCounts | null;
	/** Reasons to distrust the result, for a report. */
	readonly warnings: readonly string[];
};

/** The requests that buckets are tuned for, and their source. */
export type TunedFor = Omit<NeededRows, "rows"> & {
	readonly requests: readonly WidthCount[];
	/** Whether all requests are for today's buckets. */
	readonly isOnlyBuckets: boolean;
};

const ONLY_BUCKETS =
	"All requests are for today's buckets: they show which bucket pages chose, not which width visitors needed, so tuning on them can only confirm today's list";

/** The share of lines in an unknown format above which there is a warning. */
const MAX_MALFORMED_SHARE = 0.1;

/**
 * Returns the rows of logs, with a warning for every damaged file, and one if more than a tenth of
 * the lines have an unknown format.
 *
 * @param paths as passed to `readLogs`
 *
 * @example
 * const summary = { needed: [], counts: emptyLineCounts(), files: 1, damaged: [] };
 * rowsOfLogs(summary, ["access.log"]).source; // "1 log file (access.log)"
 */
export function rowsOfLogs(
	{ needed, counts, files, damaged }: LogSummary,
	paths: readonly string[],
): NeededRows {
	const warnings = damaged.map((file) => `Only partly read: ${file}`);
	if (counts.malformed > counts.lines * MAX_MALFORMED_SHARE) {
		warnings.push(`${counts.malformed} of ${counts.lines} lines are not in a known log format`);
	}
	const source = `${files} log file${files === 1 ? "" : "s"} (${paths.join(", ")})`;
	return { source, rows: needed, lines: counts, warnings };
}

/**
 * Weights requests by their DPR, and adds a warning if they can only confirm today's list.
 *
 * @param dprWeights by DPR to the nearest half; 1 for a DPR that is missing
 *
 * @throws {WidthwiseError} `invalid-width` if no request has a weight above 0
 *
 * @example
 * const rows = [{ width: 1200, dpr: 3, count: 10 }];
 * const needed = { source: "widths.csv", rows, lines: null, warnings: [] };
 * weightRequests(needed, new Map([[3, 0.5]]), [320, 640]).requests; // [{ width: 1200, count: 5 }]
 */
export function weightRequests(
	{ rows, ...rest }: NeededRows,
	dprWeights: ReadonlyMap<number, number>,
	today: WidthBuckets,
): TunedFor {
	const requests = rows.map(({ width, dpr, count }) => ({
		width,
		count: count * (dprWeights.get(Math.round(dpr * 2) / 2) ?? 1),
	}));
	if (!requests.some(({ count }) => count > 0)) {
		const message = `No request in ${rest.source} is for an image with a width`;
		throw new WidthwiseError("invalid-width", message);
	}
	const isOnlyBuckets = shareAtBuckets(rows, today) === 1;
	const warnings = isOnlyBuckets ? [...rest.warnings, ONLY_BUCKETS] : rest.warnings;
	return { ...rest, requests, warnings, isOnlyBuckets };
}
