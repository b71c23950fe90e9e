import type { WidthCount } from "../buckets/candidates.ts";
import { WidthwiseError } from "../errors.ts";
import type { WidthBuckets } from "../url/width.ts";
import type { LineCounts, LogSummary } from "./logs/log-reader.ts";
import { shareAtBuckets } from "./logs/only-buckets.ts";
import type { NeededWidth } from "./logs/width-histogram.ts";

/** Widths that were needed, and where we know it from. */
export type NeededRows = {
	/** Where the requests are from, in words. */
	readonly source: string;
	readonly rows: readonly NeededWidth[];
	/** What the lines of the logs were; `null` without logs. */
	readonly lines: LineCounts | null;
	/** What a person should know before trusting the result. */
	readonly warnings: readonly string[];
};

/** What is tuned for. */
export type TunedFor = Omit<NeededRows, "rows"> & {
	readonly requests: readonly WidthCount[];
	/** Whether nothing but today's buckets was asked for. */
	readonly isOnlyBuckets: boolean;
};

const ONLY_BUCKETS =
	"Nothing but today's buckets was asked for: these requests say which bucket pages chose, not which width visitors needed, so tuning on them can only confirm today's list";

/**
 * What logs say, with a warning for every damaged file, and one if too many lines are no log lines.
 *
 * @param paths as they were given to `readLogs`
 *
 * @example
 * const rows = rowsOfLogs(await readLogs(paths, () => {}), paths);
 */
export function rowsOfLogs(
	{ needed, counts, files, damaged }: LogSummary,
	paths: readonly string[],
): NeededRows {
	const warnings = damaged.map((file) => `Ended early: ${file}`);
	if (counts.malformed > counts.lines / 10) {
		warnings.push(`${counts.malformed} of ${counts.lines} lines are no log lines that we know`);
	}
	const source = `${files} log file${files === 1 ? "" : "s"} (${paths.join(", ")})`;
	return { source, rows: needed, lines: counts, warnings };
}

/**
 * Weighs requests by their density, and warns if they can only confirm today's list.
 *
 * @param dprWeights by DPR to the nearest half; 1 for those not named
 *
 * @throws {WidthwiseError} `invalid-width` if there is no request that counts
 *
 * @example
 * const { requests, warnings } = weighRequests(rows, new Map([[3, 0.5]]), DEFAULT_BUCKETS);
 */
export function weighRequests(
	{ rows, ...about }: NeededRows,
	dprWeights: ReadonlyMap<number, number>,
	today: WidthBuckets,
): TunedFor {
	const requests = rows.map(({ width, dpr, count }) => ({
		width,
		count: count * (dprWeights.get(Math.round(dpr * 2) / 2) ?? 1),
	}));
	if (!requests.some(({ count }) => count > 0)) {
		const message = `There is no request for an image at a width in ${about.source}`;
		throw new WidthwiseError("invalid-width", message);
	}
	const isOnlyBuckets = shareAtBuckets(rows, today) === 1;
	const warnings = isOnlyBuckets ? [...about.warnings, ONLY_BUCKETS] : about.warnings;
	return { ...about, requests, warnings, isOnlyBuckets };
}
