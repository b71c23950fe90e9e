import { parseBuckets, type WidthBuckets } from "widthwise";

/** How a part hands over what it found. */
export type Output = {
	/** One object on the standard output instead of text. */
	readonly json: boolean;
	/** Where to write a page; `undefined`: nowhere. */
	readonly html?: string | undefined;
};

/** The options of {@link Output}, for `parseArgs`. */
export const OUTPUT_OPTIONS = {
	json: { type: "boolean", default: false },
	html: { type: "string" },
} as const;

/**
 * Reads a whole number from 1.
 *
 * @param name the option, for the message
 *
 * @throws {Error} for anything else
 *
 * @example
 * wholeNumber("--photos", "40"); // 40
 */
export function wholeNumber(name: string, value: string): number {
	if (/^[1-9][0-9]{0,8}$/.test(value)) return Number(value);
	throw new Error(`Cannot read ${name}: must be a whole number from 1, got ${value}`);
}

/**
 * Reads a number from 0.
 *
 * @throws {Error} for anything else
 *
 * @example
 * amount("--zipf", "0.8"); // 0.8
 */
export function amount(name: string, value: string): number {
	const number = Number(value);
	if (value !== "" && number >= 0 && Number.isFinite(number)) return number;
	throw new Error(`Cannot read ${name}: must be a number from 0, got ${value}`);
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
