import { combined } from "./combined.ts";
import { CLOUDFRONT_COLUMNS, type Columns, delimited, readFieldsHeader } from "./delimited.ts";
import { type Needed, readImageRequest } from "./image-request.ts";
import { jsonLines } from "./json-lines.ts";
import type { LineFormat, LogEntry } from "./line-format.ts";
import { splitLines } from "./lines.ts";
import type { NeededWidth, WidthHistogram } from "./width-histogram.ts";

/** What the lines of a log were; all but `lines` add up to `lines`. */
export type LineCounts = {
	/** Lines that are neither empty nor a comment. */
	lines: number;
	/** Images at a width that were delivered: what the histogram counts. */
	images: number;
	/** Images without a width. */
	masters: number;
	/** Images asked for with parameters that the server refuses. */
	refused: number;
	/** Images that were not delivered (no GET, or another status than 200, 206 or 304). */
	failed: number;
	/** Requests for something else. */
	others: number;
	/** Lines that are no log lines. */
	malformed: number;
};

/** What logs say. */
export type LogSummary = {
	/** Ascending by width, then DPR. */
	readonly needed: readonly NeededWidth[];
	readonly counts: LineCounts;
	/** Files read. */
	readonly files: number;
	/** Files that ended early or could not be read on; what came before counts. */
	readonly damaged: readonly string[];
};

/** Reads the bytes of one log, of any format that we know. */
export type LogReader = {
	push(chunk: Uint8Array): void;
	/** Call once, when there is nothing more. */
	end(): void;
};

const [TAB, SPACE, QUOTE, HASH, BRACE] = [0x09, 0x20, 0x22, 0x23, 0x7b];
const text = new TextDecoder();

/**
 * Counts with all zero.
 *
 * @example
 * const counts = noLines();
 */
export function noLines(): LineCounts {
	return { lines: 0, images: 0, masters: 0, refused: 0, failed: 0, others: 0, malformed: 0 };
}

/**
 * A reader of one log file. The format is told from the first line that has one: a `#Fields:` header,
 * a JSON object, tabs as CloudFront writes them without a header, or the quotes of nginx and Apache. No line is
 * fatal: what cannot be read is counted as malformed.
 *
 * @param histogram every delivered image's needed width is added to it
 * @param counts added to line by line
 *
 * @example
 * const reader = createLogReader(histogram, counts);
 * for await (const chunk of stream) reader.push(chunk);
 * reader.end();
 */
export function createLogReader(histogram: WidthHistogram, counts: LineCounts): LogReader {
	const entry: LogEntry = {
		isGet: false,
		status: 0,
		pathStart: 0,
		pathEnd: 0,
		queryStart: 0,
		queryEnd: 0,
	};
	const needed: Needed = { width: 0, dpr: 1 };
	let columns: Columns | null = null;
	let format: LineFormat | null = null;

	function readLine(bytes: Uint8Array, start: number, end: number): void {
		if (start === end) return;
		if (bytes[start] === HASH) {
			readComment(text.decode(bytes.subarray(start, end)));
			return;
		}
		counts.lines++;
		format ??= recognize(bytes, start, end, columns);
		if (!format?.(bytes, start, end, entry)) {
			counts.malformed++;
			return;
		}
		const request = readImageRequest(bytes, entry, needed);
		if (request === "other") counts.others++;
		else if (request === "refused") counts.refused++;
		else if (!wasDelivered(entry)) counts.failed++;
		else if (request === "master") counts.masters++;
		else {
			counts.images++;
			histogram.add(needed.width, needed.dpr);
		}
	}

	function readComment(line: string): void {
		if (!/^#Fields:/i.test(line)) return;
		columns = readFieldsHeader(line);
		// A new header may name other columns.
		format = null;
	}

	const lines = splitLines(readLine);
	return { push: lines.push, end: lines.end };
}

function wasDelivered({ isGet, status }: LogEntry): boolean {
	return isGet && (status === 200 || status === 206 || status === 304);
}

function recognize(
	bytes: Uint8Array,
	start: number,
	end: number,
	columns: Columns | null,
): LineFormat | null {
	const line = bytes.subarray(start, end);
	const hasTabs = line.includes(TAB);
	if (columns) return delimited(columns, hasTabs ? TAB : SPACE);
	if (line[0] === BRACE) return jsonLines;
	if (hasTabs) return delimited(CLOUDFRONT_COLUMNS, TAB);
	return line.includes(QUOTE) ? combined : null;
}
