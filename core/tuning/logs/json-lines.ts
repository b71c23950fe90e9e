import { digits, type LineFormat, type LogEntry, spells } from "./line-format.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/**
 * One flat JSON object a line, with the field names of CloudFront's standard logs v2 (`json`), which
 * are also those of our server's own log. Strings are read where they stand, escapes
 * left as they are: no image URL has one.
 *
 * @example
 * // {"date":"2026-11-22","time":"10:00:00","cs-method":"GET","cs-uri-stem":"/media/…","cs-uri-query":"width=400","sc-status":"200"}
 * jsonLines(bytes, 0, bytes.length, entry);
 */
export const jsonLines: LineFormat = (bytes, start, end, entry) => {
	if (bytes[start] !== BRACE_OPEN) return false;
	let found = 0;
	let at = start + 1;
	while (at < end) {
		while (bytes[at] === SPACE || bytes[at] === COMMA) at++;
		if (bytes[at] !== QUOTE) return false;
		const name = at + 1;
		const nameEnd = stringEnd(bytes, name, end);
		at = nameEnd + 1;
		if (bytes[at] !== COLON) return false;
		do at++;
		while (bytes[at] === SPACE);
		const isString = bytes[at] === QUOTE;
		const value = isString ? at + 1 : at;
		const valueEnd = isString ? stringEnd(bytes, value, end) : bareEnd(bytes, value, end);
		if (valueEnd >= end) return false;
		found += note(bytes, name, nameEnd, value, valueEnd, entry);
		if (found === 4) return entry.status >= 0;
		at = isString ? valueEnd + 1 : valueEnd;
	}
	return false;
};

/** Keeps a field that we need; 1 if it was one. */
function note(
	bytes: Uint8Array,
	name: number,
	nameEnd: number,
	value: number,
	valueEnd: number,
	entry: LogEntry,
): 0 | 1 {
	const length = nameEnd - name;
	if (length === 9 && spells(bytes, name, nameEnd, "cs-method")) {
		entry.isGet = spells(bytes, value, valueEnd, "GET");
	} else if (length === 9 && spells(bytes, name, nameEnd, "sc-status")) {
		entry.status = digits(bytes, value, valueEnd);
	} else if (length === 11 && spells(bytes, name, nameEnd, "cs-uri-stem")) {
		entry.pathStart = value;
		entry.pathEnd = valueEnd;
	} else if (length === 12 && spells(bytes, name, nameEnd, "cs-uri-query")) {
		entry.queryStart = value;
		entry.queryEnd = spells(bytes, value, valueEnd, "-") ? value : valueEnd;
	} else {
		return 0;
	}
	return 1;
}

/** The position of the closing quote. */
function stringEnd(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
	return at;
}

function bareEnd(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== COMMA && bytes[at] !== BRACE_CLOSE) at++;
	return at;
}
