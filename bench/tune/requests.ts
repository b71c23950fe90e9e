import type { WidthCount } from "widthwise";
import { DEFAULT_AUDIENCE, neededWidths } from "../hit-rate/audience/audience.ts";
import type { LineCounts } from "../logs/log-reader.ts";
import { shareAtBuckets } from "../logs/only-buckets.ts";
import { readLogs } from "../logs/read-logs.ts";
import type { NeededWidth } from "../logs/width-histogram.ts";
import type { Progress } from "../report/progress.ts";
import { parseHistogram } from "./histogram-csv.ts";
import type { TuneOptions } from "./options.ts";

/** What is tuned for. */
export type TunedFor = {
	/** Where the requests are from, in words. */
	readonly source: string;
	readonly requests: readonly WidthCount[];
	/** What the lines of the logs were; `null` without logs. */
	readonly lines: LineCounts | null;
	/** What a person should know before trusting the result. */
	readonly warnings: readonly string[];
	/** Whether nothing but today's buckets was asked for. */
	readonly isOnlyBuckets: boolean;
};

/**
 * Loads what to tune for: logs, a histogram, or the default audience.
 *
 * @throws {Error} if a file is missing or cannot be read, or holds no request for an image at a width
 *
 * @example
 * const { requests, warnings } = await loadRequests(options, progress);
 */
export async function loadRequests(options: TuneOptions, progress: Progress): Promise<TunedFor> {
	if (options.logs.length > 0) return fromLogs(options, progress);
	if (options.histogram === null) {
		const requests = neededWidths(DEFAULT_AUDIENCE);
		return {
			source: "the default audience",
			requests,
			lines: null,
			warnings: [],
			isOnlyBuckets: false,
		};
	}
	const { rows, hasDpr } = parseHistogram(await readText(options.histogram));
	if (!hasDpr && options.dprWeights.size > 0) {
		throw new Error("--dpr-weights needs a histogram with the header width,dpr,count");
	}
	return judge(options, { source: options.histogram, rows, lines: null, warnings: [] });
}

async function fromLogs(options: TuneOptions, progress: Progress): Promise<TunedFor> {
	const { needed, counts, files, damaged } = await readLogs(options.logs, ({ file, lines }) =>
		progress.show(`${file}: ${lines.toLocaleString("en")} lines`),
	);
	progress.done();
	const warnings = damaged.map((file) => `Ended early: ${file}`);
	if (counts.malformed > counts.lines / 10) {
		warnings.push(`${counts.malformed} of ${counts.lines} lines are no log lines that we know`);
	}
	const source = `${files} log file${files === 1 ? "" : "s"} (${options.logs.join(", ")})`;
	return judge(options, { source, rows: needed, lines: counts, warnings });
}

async function readText(path: string): Promise<string> {
	try {
		// Not asked for first: a pipe, as `<(...)` makes one, is no file that is there.
		return await Bun.file(path).text();
	} catch {
		throw new Error(`There is no file ${path} that can be read`);
	}
}

function judge(
	{ dprWeights, today }: TuneOptions,
	loaded: Pick<TunedFor, "source" | "lines" | "warnings"> & {
		readonly rows: readonly NeededWidth[];
	},
): TunedFor {
	const { source, rows, lines, warnings } = loaded;
	const isOnlyBuckets = shareAtBuckets(rows, today) === 1;
	const requests = rows.map(({ width, dpr, count }) => ({
		width,
		count: count * (dprWeights.get(Math.round(dpr * 2) / 2) ?? 1),
	}));
	if (!requests.some(({ count }) => count > 0)) {
		throw new Error(`There is no request for an image at a width in ${source}`);
	}
	return {
		source,
		requests,
		lines,
		isOnlyBuckets,
		warnings: isOnlyBuckets
			? [
					...warnings,
					"Nothing but today's buckets was asked for: these requests say which bucket pages chose, not which width visitors needed, so tuning on them can only confirm today's list",
				]
			: warnings,
	};
}
