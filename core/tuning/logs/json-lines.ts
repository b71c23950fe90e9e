import { digits, type LineFormat, type LogEntry, spells } from "./line-format.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;

/** The bits of the four fields: a field that is repeated must not stand for one that is missing. */
const ALL_FIELDS = 15;

/**
 * Reads a line that is a flat JSON object with the field names of CloudFront's standard logs v2
 * (`json`), which our server's access log uses, too. Strings are read in place, without resolving
 * escapes: no image URL has one.
 *
 * @example
 * const line = new TextEncoder().encode(
 *   '{"cs-method":"GET","cs-uri-stem":"/a","cs-uri-query":"-","sc-status":"200"}',
 * );
 * const entry = emptyEntry();
 * jsonLines(line, 0, line.length, entry); // true
 * [entry.pathStart, entry.pathEnd, entry.status]; // [34, 36, 200]
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
		found |= storeField(bytes, name, nameEnd, value, valueEnd, entry);
		if (found === ALL_FIELDS) return entry.status >= 0;
		at = isString ? valueEnd + 1 : valueEnd;
	}
	return false;
};

/** Stores one of the four fields to read in `entry` and returns its bit; returns 0 for other fields. */
function storeField(
	bytes: Uint8Array,
	name: number,
	nameEnd: number,
	value: number,
	valueEnd: number,
	entry: LogEntry,
): number {
	const length = nameEnd - name;
	if (length === 9 && spells(bytes, name, nameEnd, "cs-method")) {
		entry.isGet = spells(bytes, value, valueEnd, "GET");
		return 1;
	}
	if (length === 9 && spells(bytes, name, nameEnd, "sc-status")) {
		entry.status = digits(bytes, value, valueEnd);
		return 2;
	}
	if (length === 11 && spells(bytes, name, nameEnd, "cs-uri-stem")) {
		entry.pathStart = value;
		entry.pathEnd = valueEnd;
		return 4;
	}
	if (length === 12 && spells(bytes, name, nameEnd, "cs-uri-query")) {
		entry.queryStart = value;
		entry.queryEnd = spells(bytes, value, valueEnd, "-") ? value : valueEnd;
		return 8;
	}
	return 0;
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
