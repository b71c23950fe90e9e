import { WidthwiseError } from "widthwise";
import { isoTime } from "widthwise/internal";

/**
 * Parses when a photo was taken, as the owner writes it: a year, a month, a day, or a day and a time, with
 * the offset from UTC if it is known. {@link formatTakenAt} writes it back.
 *
 * @returns ISO 8601; `null` for an empty text
 * @throws {WidthwiseError} `bad-request` if it is anything else
 *
 * @example
 * parseTakenAt("2018-07-25 16:34"); // "2018-07-25T16:34:00"
 * parseTakenAt("1978-05"); // "1978-05"
 */
export function parseTakenAt(text: string): string | null {
	const trimmed = text.trim();
	if (trimmed === "") return null;
	const takenAt = isoTime(trimmed);
	if (takenAt !== null) return takenAt;
	throw new WidthwiseError(
		"bad-request",
		"Cannot read the date: write it like 2018-07-25 16:34, 2018-07-25 16:34:23 +02:00, 2018-07-25, 2018-07 or 2018",
	);
}

/**
 * Formats when a photo was taken, for a field in which the owner changes it.
 *
 * @example
 * formatTakenAt("2018-07-25T16:34:23+02:00"); // "2018-07-25 16:34:23 +02:00"
 */
export function formatTakenAt(takenAt: string | null): string {
	return (takenAt ?? "").replace(/^([-\d]+)T([\d:]+)([-+][\d:]+)?$/, (_, day, time, offset) =>
		[day, time, offset].filter(Boolean).join(" "),
	);
}

/** Milliseconds. */
const HOUR_MS = 3_600_000;

/**
 * Moves a time by hours, as if the camera's clock had been set right; the offset from UTC stays. `null` if
 * only a day, a month or a year is known.
 *
 * @param hours may be negative, and a fraction
 *
 * @example
 * shiftTakenAt("2018-07-25T23:30:00+02:00", 1); // "2018-07-26T00:30:00+02:00"
 */
export function shiftTakenAt(takenAt: string | null, hours: number): string | null {
	const [, time, offset] = /^([-\d]+T[\d:]{8})([-+][\d:]+)?$/.exec(takenAt ?? "") ?? [];
	if (time === undefined) return null;
	const moved = new Date(Date.parse(`${time}Z`) + Math.round(hours * HOUR_MS));
	return isoTime(moved.toISOString().slice(0, 19) + (offset ?? ""));
}
