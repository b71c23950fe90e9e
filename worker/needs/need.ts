import { WidthwiseError } from "widthwise";
import type { WidthCount } from "widthwise/buckets";

/** Where on our pages a photo is shown: among others, or large on its own page. */
export const SLOTS = ["grid", "photo"] as const;

/** One of {@link SLOTS}. */
export type Slot = (typeof SLOTS)[number];

/** How often photos in one slot needed one width, in device pixels. */
export type NeedCount = WidthCount & { readonly slot: Slot };

/** What one view of a page needed: a width in device pixels for every photo that was shown. */
export type NeedsReport = { readonly slot: Slot; readonly widths: readonly number[] };

/** Photos that one report may speak of: five pages of the archive. */
export const MAX_WIDTHS = 300;

/** Device pixels; wider than any image that can be asked for. */
const WIDEST = 10_000;

/**
 * Reads a report as a visitor's browser sends it: `{ "slot": "grid", "widths": [390, 780] }`.
 *
 * @throws {WidthwiseError} `bad-request` for anything else
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
	if (!widths.every(isWidth)) throw cannotRead("widths", `whole numbers from 1 to ${WIDEST}`);
	return { slot, widths };
}

function fieldsOf(body: unknown): { readonly slot?: unknown; readonly widths?: unknown } {
	return typeof body === "object" && body !== null ? body : {};
}

function isWidth(width: unknown): width is number {
	return Number.isInteger(width) && Number(width) >= 1 && Number(width) <= WIDEST;
}

function cannotRead(what: string, allowed: string): WidthwiseError {
	return new WidthwiseError("bad-request", `Cannot read ${what}: must be ${allowed}`);
}
