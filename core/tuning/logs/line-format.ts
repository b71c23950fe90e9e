/**
 * Where a line says what was asked and answered: positions in its bytes, starts included, ends not. One
 * object serves all lines, so that reading a line allocates nothing.
 */
export type LogEntry = {
	/** Whether the method is GET. */
	isGet: boolean;
	/** The HTTP status; 0 where there is none. */
	status: number;
	pathStart: number;
	pathEnd: number;
	/** The query without its `?`; empty where start and end are one. */
	queryStart: number;
	queryEnd: number;
};

/** Reads one line into `entry`; `false` if it is not a line of this format. */
export type LineFormat = (
	bytes: Uint8Array,
	start: number,
	end: number,
	entry: LogEntry,
) => boolean;

/**
 * Whether bytes spell an ASCII text.
 *
 * @example
 * spells(bytes, 0, 3, "GET");
 */
export function spells(bytes: Uint8Array, start: number, end: number, text: string): boolean {
	if (end - start !== text.length) return false;
	for (let i = 0; i < text.length; i++) {
		if (bytes[start + i] !== text.charCodeAt(i)) return false;
	}
	return true;
}

/**
 * An unsigned whole number of at most five digits in bytes; -1 if they are not that.
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
