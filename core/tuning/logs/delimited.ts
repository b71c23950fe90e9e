import { digits, type LineFormat, spells } from "./line-format.ts";

/** The indices, from 0, of the columns to read in a delimited log. */
export type Columns = {
	readonly method: number;
	readonly path: number;
	readonly status: number;
	readonly query: number;
};

/** The columns of CloudFront's standard logs, for files without a header. */
export const CLOUDFRONT_COLUMNS: Columns = { method: 5, path: 7, status: 8, query: 11 };

/**
 * Reads a `#Fields:` header (W3C extended log file format, https://www.w3.org/TR/WD-logfile.html);
 * `null` if it lacks one of the columns to read.
 *
 * @example
 * readFieldsHeader("#Fields: date time cs-method cs-uri-stem cs-uri-query sc-status");
 * // { method: 2, path: 3, query: 4, status: 5 }
 */
export function readFieldsHeader(header: string): Columns | null {
	const fields = header
		.replace(/^#Fields:/i, "")
		.trim()
		.split(/[\s,]+/);
	const columns = {
		method: fields.indexOf("cs-method"),
		path: fields.indexOf("cs-uri-stem"),
		status: fields.indexOf("sc-status"),
		query: fields.indexOf("cs-uri-query"),
	};
	return Object.values(columns).includes(-1) ? null : columns;
}

/**
 * Makes a format of lines with delimiters: CloudFront's standard logs v1, and v2 as `w3c` or
 * `plain`. A missing value is written `-`.
 *
 * @param delimiter one byte, a tab or a space
 *
 * @example
 * const format = delimited({ method: 0, path: 1, query: 2, status: 3 }, 0x20);
 * const line = new TextEncoder().encode("GET /a - 200");
 * const entry = emptyEntry();
 * format(line, 0, line.length, entry); // true
 * [entry.pathStart, entry.pathEnd, entry.status]; // [4, 6, 200]
 */
export function delimited(columns: Columns, delimiter: number): LineFormat {
	const { method, path, status, query } = columns;
	const last = Math.max(method, path, status, query);
	return (bytes, start, end, entry) => {
		let column = 0;
		let from = start;
		for (let at = start; at <= end; at++) {
			if (at < end && bytes[at] !== delimiter) continue;
			if (column === method) entry.isGet = spells(bytes, from, at, "GET");
			else if (column === path) {
				entry.pathStart = from;
				entry.pathEnd = at;
			} else if (column === status) entry.status = digits(bytes, from, at);
			else if (column === query) {
				entry.queryStart = from;
				entry.queryEnd = spells(bytes, from, at, "-") ? from : at;
			}
			if (column === last) return entry.status >= 0;
			column++;
			from = at + 1;
		}
		return false;
	};
}
