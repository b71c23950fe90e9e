import { WidthwiseError } from "widthwise";
import type { WidthCount } from "widthwise/buckets";

/** Where on our pages a photo is shown: in a grid, or large on its own page. */
export const SLOTS = ["grid", "photo"] as const;

/** One of {@link SLOTS}. */
export type Slot = (typeof SLOTS)[number];

/** How often photos in one slot needed one width, in device pixels. */
export type NeedCount = WidthCount & { readonly slot: Slot };

/** What one page view needed: a width in device pixels for every photo that was shown. */
export type NeedsReport = { readonly slot: Slot; readonly widths: readonly number[] };

/** Photos in one report: five pages of the archive. */
export const MAX_WIDTHS = 300;

/** Device pixels; the largest width that an image URL may ask for. */
const MAX_WIDTH = 10_000;

/**
 * Parses a report as a visitor's browser sends it: `{ "slot": "grid", "widths": [390, 780] }`.
 *
 * @throws {WidthwiseError} `bad-request` if it is anything else
 *
 * @example
 * parseNeedsReport({ slot: "photo", widths: [1170] });
 */
export function parseNeedsReport(body: unknown): NeedsReport {
	const { slot: name, widths } = fieldsOf(body);
	const slot = SLOTS.find((known) => known === name);
	if (!slot) throw cannotRead("slot", SLOTS.join(" or "));
	if (!Array.isArray(widths) || widths.length === 0 || widths.length > MAX_WIDTHS) {
		throw cannotRead("widths", `a list of 1 to ${MAX_WIDTHS}`);
	}
	if (!widths.every(isWidth)) throw cannotRead("widths", `whole numbers from 1 to ${MAX_WIDTH}`);
	return { slot, widths };
}

function fieldsOf(body: unknown): { readonly slot?: unknown; readonly widths?: unknown } {
	return typeof body === "object" && body !== null ? body : {};
}

function isWidth(width: unknown): width is number {
	return Number.isInteger(width) && Number(width) >= 1 && Number(width) <= MAX_WIDTH;
}

function cannotRead(field: string, allowed: string): WidthwiseError {
	return new WidthwiseError("bad-request", `Cannot read ${field}: must be ${allowed}`);
}
