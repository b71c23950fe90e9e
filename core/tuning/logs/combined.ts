import { digits, type LineFormat, spells } from "./line-format.ts";

const QUOTE = 0x22;
const SPACE = 0x20;
const QUESTION_MARK = 0x3f;

/**
 * Reads a line in the `combined` format of nginx and Apache (`log_format`, `LogFormat`), or in
 * `common`, also with a host in front. Reads only the first quoted field and the status after it:
 * `"GET /path?query HTTP/1.1" 200`.
 *
 * @example
 * const line = new TextEncoder().encode('192.0.2.1 - - [22/Nov/2026] "GET /a?b=1 HTTP/1.1" 200 19');
 * const entry = emptyEntry();
 * combined(line, 0, line.length, entry); // true
 * [entry.pathStart, entry.pathEnd, entry.status]; // [33, 35, 200]
 */
export const combined: LineFormat = (bytes, start, end, entry) => {
	const request = bytes.indexOf(QUOTE, start) + 1;
	if (request === 0 || request > end) return false;
	const target = nextOrEnd(bytes, SPACE, request, end) + 1;
	entry.isGet = spells(bytes, request, target - 1, "GET");

	let question = -1;
	let targetEnd = target;
	for (; targetEnd < end; targetEnd++) {
		const byte = bytes[targetEnd];
		if (byte === SPACE || byte === QUOTE) break;
		if (byte === QUESTION_MARK && question < 0) question = targetEnd;
	}
	entry.pathStart = target;
	entry.pathEnd = question < 0 ? targetEnd : question;
	entry.queryStart = question < 0 ? targetEnd : question + 1;
	entry.queryEnd = targetEnd;

	const closing = nextOrEnd(bytes, QUOTE, targetEnd, end);
	entry.status = digits(bytes, closing + 2, Math.min(closing + 5, end));
	return entry.status >= 100 && bytes[closing + 1] === SPACE;
};

function nextOrEnd(bytes: Uint8Array, byte: number, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== byte) at++;
	return at;
}
