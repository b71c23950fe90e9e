import { parseBuckets, type WidthBuckets } from "widthwise";

/** Where a part writes its results. */
export type Output = {
	/** Whether to print one JSON object instead of text. */
	readonly json: boolean;
	/** Path for an HTML page; `undefined`: none. */
	readonly html?: string | undefined;
};

/** The options of {@link Output}, for `parseArgs`. */
export const OUTPUT_OPTIONS = {
	json: { type: "boolean", default: false },
	html: { type: "string" },
} as const;

/**
 * Reads a whole number of at least 1.
 *
 * @param name the option, for the error message
 *
 * @throws {Error} for anything else
 *
 * @example
 * wholeNumber("--photos", "40"); // 40
 */
export function wholeNumber(name: string, value: string): number {
	if (/^[1-9][0-9]{0,8}$/.test(value)) return Number(value);
	throw new Error(`Cannot read ${name}: must be a whole number of at least 1, got ${value}`);
}

/**
 * Reads a number of at least 0.
 *
 * @throws {Error} for anything else
 *
 * @example
 * amount("--zipf", "0.8"); // 0.8
 */
export function amount(name: string, value: string): number {
	const number = Number(value);
	if (value !== "" && number >= 0 && Number.isFinite(number)) return number;
	throw new Error(`Cannot read ${name}: must be a number of at least 0, got ${value}`);
}

/**
 * Reads a list of widths.
 *
 * @throws {Error} for anything else
 *
 * @example
 * widths("--today", "320,640"); // [320, 640]
 */
export function widths(name: string, value: string): WidthBuckets {
	const parsed = parseBuckets(value);
	if (parsed.ok) return parsed.value;
	throw new Error(`${name}: ${parsed.message}`);
}
