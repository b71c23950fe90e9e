/**
 * The request in a line of a log. Positions are indices in the bytes that the line is in; ends are
 * exclusive. One object is reused for all lines, so that reading a line allocates nothing.
 */
export type LogEntry = {
	/** Whether the method is GET. */
	isGet: boolean;
	/** The HTTP status; 0 if there is none. */
	status: number;
	pathStart: number;
	pathEnd: number;
	/** The query without its `?`; empty if start and end are equal. */
	queryStart: number;
	queryEnd: number;
};

/**
 * Reads the line from `start` to `end`, exclusive, into `entry`; `false` if it is not in this
 * format.
 */
export type LineFormat = (
	bytes: Uint8Array,
	start: number,
	end: number,
	entry: LogEntry,
) => boolean;

/**
 * Makes an empty entry.
 *
 * @example
 * emptyEntry().status; // 0
 */
export function emptyEntry(): LogEntry {
	return { isGet: false, status: 0, pathStart: 0, pathEnd: 0, queryStart: 0, queryEnd: 0 };
}

/**
 * Whether the bytes from `start` to `end`, exclusive, are an ASCII text.
 *
 * @example
 * spells(new TextEncoder().encode("GET /"), 0, 3, "GET"); // true
 */
export function spells(bytes: Uint8Array, start: number, end: number, text: string): boolean {
	if (end - start !== text.length) return false;
	for (let i = 0; i < text.length; i++) {
		if (bytes[start + i] !== text.charCodeAt(i)) return false;
	}
	return true;
}

/**
 * Parses the bytes from `start` to `end`, exclusive, as a whole number of one to five digits; -1 if
 * they are something else.
 *
 * @example
 * digits(new TextEncoder().encode("304"), 0, 3); // 304
 */
export function digits(bytes: Uint8Array, start: number, end: number): number {
	if (end <= start || end - start > 5) return -1;
	let value = 0;
	for (let at = start; at < end; at++) {
		const digit = (bytes[at] ?? 0) - 0x30;
		if (digit < 0 || digit > 9) return -1;
		value = value * 10 + digit;
	}
	return value;
}
