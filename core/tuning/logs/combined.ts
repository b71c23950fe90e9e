import { digits, type LineFormat, spells } from "./line-format.ts";

const QUOTE = 0x22;
const SPACE = 0x20;
const QUESTION_MARK = 0x3f;

/**
 * Lines of nginx's and Apache's `combined` format (and `common`, and with a host in front): whatever
 * comes first, then `"GET /path?query HTTP/1.1" 200`. Only the first quotes and the status are read.
 *
 * @example
 * combined(bytes, 0, bytes.length, entry);
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

function nextOrEnd(bytes: Uint8Array, wanted: number, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== wanted) at++;
	return at;
}
