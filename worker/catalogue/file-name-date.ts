import { isoTime } from "widthwise/internal";

/** A date as cameras, phones and messengers write it, such as 20180725 or 2018-07-25. */
const DATE = /(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?=\d{6}(?!\d)|\D|$)/;

/** The time behind it, such as _163423, -163423789 or " at 16.34.23". */
const TIME = /^(?:[-_ T]|[ _]at[ _])?(\d\d)([-_.:]?)(\d\d)\2(\d\d)(?:\d{3})?(?!\d)/;

/** Names are written where it may be tomorrow already. */
const DAY_MS = 86_400_000;

/**
 * Reads the date, and the time if there is one, in the name of a photo's file. `null` if it has none, or
 * one after the photo was received: then the number means something else.
 *
 * @param received when the photo was received
 * @returns ISO 8601 without an offset
 *
 * @example
 * fileNameDate("IMG_20180725_163423.jpg", new Date()); // "2018-07-25T16:34:23"
 * fileNameDate("IMG-20180725-WA0001.jpg", new Date()); // "2018-07-25"
 */
export function fileNameDate(filename: string, received: Date): string | null {
	const found = DATE.exec(filename);
	if (!found) return null;
	const [text, year, , month, day] = found;
	const date = isoTime(`${year}-${month}-${day}`);
	if (date === null || date.length < 10) return null;
	if (Date.parse(date) > received.getTime() + DAY_MS) return null;
	const [, hour, , minute, second] = TIME.exec(filename.slice(found.index + text.length)) ?? [];
	return (hour && isoTime(`${date}T${hour}:${minute}:${second}`)) || date;
}
