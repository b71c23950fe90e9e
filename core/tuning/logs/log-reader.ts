import { combined } from "./combined.ts";
import { CLOUDFRONT_COLUMNS, type Columns, delimited, readFieldsHeader } from "./delimited.ts";
import { type Needed, readImageRequest } from "./image-request.ts";
import { jsonLines } from "./json-lines.ts";
import { emptyEntry, type LineFormat, type LogEntry } from "./line-format.ts";
import { splitLines } from "./lines.ts";
import type { NeededWidth, WidthHistogram } from "./width-histogram.ts";

/** The lines of logs by kind. `lines` is the sum of all others. */
export type LineCounts = {
	/** Lines that are neither empty nor a comment. */
	lines: number;
	/** Images delivered with a width: the histogram counts these. */
	images: number;
	/** Images delivered without a width. */
	masters: number;
	/** Requests for images with parameters that the server refuses. */
	refused: number;
	/**
	 * Images that were not delivered: the method is not GET, or the status is not 200, 206 or 304.
	 */
	failed: number;
	/** Requests for something else. */
	others: number;
	/** Lines in an unknown format. */
	malformed: number;
};

/** The needed widths and the lines of logs. */
export type LogSummary = {
	/** Ascending by width, then DPR. */
	readonly needed: readonly NeededWidth[];
	readonly counts: LineCounts;
	/** The number of files read. */
	readonly files: number;
	/** The files that could only be read in part, each with the reason. */
	readonly damaged: readonly string[];
};

/** Reads one log file from its bytes. */
export type LogReader = {
	/** Adds the next bytes, of any length. */
	push(chunk: Uint8Array): void;
	/** Reads a last line that has no line break. Call it once, after the last `push`. */
	end(): void;
};

const [TAB, SPACE, QUOTE, HASH, BRACE] = [0x09, 0x20, 0x22, 0x23, 0x7b];
const text = new TextDecoder();

/**
 * Makes counts that are all 0.
 *
 * @example
 * emptyLineCounts().lines; // 0
 */
export function emptyLineCounts(): LineCounts {
	return { lines: 0, images: 0, masters: 0, refused: 0, failed: 0, others: 0, malformed: 0 };
}

/**
 * Makes a reader for one log file. It recognises the format from the first line that has one:
 * columns named by a `#Fields:` header, JSON objects, CloudFront's columns separated by tabs, or
 * the `combined` format of nginx and Apache. It never throws: a line that cannot be read counts as
 * malformed.
 *
 * @param histogram gets the needed width of every delivered image
 * @param counts incremented for every line
 *
 * @example
 * const histogram = createWidthHistogram();
 * const counts = emptyLineCounts();
 * const reader = createLogReader(histogram, counts);
 * const path = "/media/048aef1505767106c7cb3094a726570b/a.jpg?width=400";
 * reader.push(new TextEncoder().encode(`"GET ${path} HTTP/1.1" 200 19\n`));
 * reader.end();
 * histogram.rows(); // [{ width: 400, dpr: 1, count: 1 }]
 */
export function createLogReader(histogram: WidthHistogram, counts: LineCounts): LogReader {
	const entry = emptyEntry();
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
		format ??= recogniseFormat(bytes, start, end, columns);
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
		// The new header may name other columns.
		format = null;
	}

	const lines = splitLines(readLine);
	return { push: lines.push, end: lines.end };
}

function wasDelivered({ isGet, status }: LogEntry): boolean {
	return isGet && (status === 200 || status === 206 || status === 304);
}

function recogniseFormat(
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
