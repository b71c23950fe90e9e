import { momentOf } from "./arrival.ts";
import { fileNameDate } from "./file-name-date.ts";
import type { Photo } from "./photo.ts";

/** What the time is read from, in this order. */
type Dated = Pick<Photo, "takenAt" | "filename" | "arrival">;

/**
 * Computes the time by which the archive sorts a photo: when it was taken, else the date in its file's
 * name, else when it was received (UTC). It is the local time where the photo was taken, so that a day
 * keeps its photos together. A year, a month or a day sorts as its start.
 *
 * @returns milliseconds since 1970, as if the local time were UTC
 *
 * @example
 * archiveTimeOf({ takenAt: "2018-07-25T16:34:23+02:00", filename: "a.jpg", arrival });
 * // Date.UTC(2018, 6, 25, 16, 34, 23)
 */
export function archiveTimeOf({ takenAt, filename, arrival }: Dated): number {
	const received = momentOf(arrival);
	const fromName = takenAt === null ? fileNameDate(filename, received) : null;
	return localTime(takenAt) ?? localTime(fromName) ?? received.getTime();
}

/** The start of what ISO 8601 names, without its offset; `null` if it is no date. */
function localTime(moment: string | null): number | null {
	const [text] = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?/.exec(moment ?? "") ?? [];
	if (text === undefined) return null;
	const time = Date.parse(text.length > 10 ? `${text}Z` : text);
	return Number.isNaN(time) ? null : time;
}
