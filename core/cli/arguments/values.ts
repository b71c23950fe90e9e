import { formatNames, type ImageFormat, parseFormat } from "../../url/format.ts";
import { MAX_WIDTH, parseBuckets, parseWidth, type WidthBuckets } from "../../url/width.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Parses a width in pixels.
 *
 * @param name the option or word, for the message
 *
 * @throws {UsageError} for anything but a whole number from 1 to 10000
 *
 * @example
 * widthOf("--height", "400"); // 400
 */
export function widthOf(name: string, text: string): number {
	const width = parseWidth(text);
	if (width > 0) return width;
	throw new UsageError(`${name} must be a whole number from 1 to ${MAX_WIDTH}, got ${text}`);
}

/**
 * Parses widths in pixels, separated by commas, in any order.
 *
 * @returns ascending, each once
 *
 * @throws {UsageError} if one of them is not a width
 *
 * @example
 * widthsOf("--width", "800,400"); // [400, 800]
 */
export function widthsOf(name: string, list: string): readonly number[] {
	const widths = list.split(",").map((text) => widthOf(name, text.trim()));
	return [...new Set(widths)].toSorted((a, b) => a - b);
}

/**
 * Parses a list of buckets.
 *
 * @throws {UsageError} if the widths do not ascend, or one of them is not a width
 *
 * @example
 * bucketsOf("--buckets", "320,640"); // [320, 640]
 */
export function bucketsOf(name: string, list: string): WidthBuckets {
	const parsed = parseBuckets(list);
	if (parsed.ok) return parsed.value;
	throw new UsageError(`${name}: ${parsed.message}`);
}

/**
 * Parses output formats, separated by commas; `jpg` is `jpeg`.
 *
 * @throws {UsageError} for an unknown format
 *
 * @example
 * formatsOf("--format", "webp,jpg"); // ["webp", "jpeg"]
 */
export function formatsOf(name: string, list: string): readonly ImageFormat[] {
	const formats = list.split(",").map((word) => {
		const text = word.trim().toLowerCase();
		const format = parseFormat(text === "jpg" ? "jpeg" : text);
		if (format) return format;
		throw new UsageError(`${name} must be ${formatNames()}, got ${text}`);
	});
	return [...new Set(formats)];
}

/**
 * Parses a whole number of at least 1.
 *
 * @param max the largest that is allowed
 *
 * @throws {UsageError} for anything else
 *
 * @example
 * countOf("--jobs", "4", 64); // 4
 */
export function countOf(name: string, text: string, max = 999_999_999): number {
	const number = /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : 0;
	if (number >= 1 && number <= max) return number;
	throw new UsageError(`${name} must be a whole number from 1 to ${max}, got ${text}`);
}

/**
 * Parses a number of at least 0.
 *
 * @throws {UsageError} for anything else
 *
 * @example
 * amountOf("--zipf", "0.8"); // 0.8
 */
export function amountOf(name: string, text: string): number {
	const number = Number(text);
	if (text.trim() !== "" && number >= 0 && Number.isFinite(number)) return number;
	throw new UsageError(`${name} must be a number of at least 0, got ${text}`);
}
