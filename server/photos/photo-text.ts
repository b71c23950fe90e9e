import type { Photo } from "@widthwise/worker/catalogue";

/** Names that cameras, phones and messengers give: letters of a brand and a number, or a moment. */
const CAMERA_NAME =
	/^(?:_?[a-z]{1,4}[_-]?\d{3,}|(?:img|pxl|vid|dsc[nf]?|photo|image|screenshot|whatsapp image|signal)[ _-]*\d[\d _-]*|\d[\d _.-]{5,})(?:[ _.~-]\w{1,6})*$/i;

/** Characters: more than this is a story, not a description. */
const MAX_ALTERNATIVE_LENGTH = 300;

/**
 * What to call a photo: its title, else what its file's name says in words, else when it was taken.
 *
 * @example
 * photoName(photo); // "Blue hour", or "Photo of 25 July 2018" for DSC_0042.JPG
 */
export function photoName({ title, filename, takenAt }: Photo): string {
	if (title) return title;
	const words = filename.replace(/\.[^.]+$/, "");
	if (!CAMERA_NAME.test(words)) return words.replaceAll(/[-_]+/g, " ").trim() || "Photo";
	return takenAt ? `Photo of ${writeDate(takenAt)}` : "Photo without a title";
}

/**
 * What a photo shows, for who cannot see it: its caption, its title, else its name.
 *
 * @example
 * altText(photo); // "Blue hour in Cologne"
 */
export function altText(photo: Photo): string {
	const { caption } = photo;
	return caption && caption.length <= MAX_ALTERNATIVE_LENGTH ? caption : photoName(photo);
}

/**
 * The day in a moment as people write it, wherever in the world it was.
 *
 * @param moment ISO 8601, with or without its offset
 *
 * @example
 * writeDate("2018-07-25T16:34:23+02:00"); // "25 July 2018"
 */
export function writeDate(moment: string): string {
	return write(moment, { day: "numeric", month: "long", year: "numeric" });
}

/**
 * The month of a moment.
 *
 * @example
 * writeMonth("2018-07-25T16:34:23Z"); // "July 2018"
 */
export function writeMonth(moment: string): string {
	return write(moment, { month: "long", year: "numeric" });
}

function write(moment: string, format: Intl.DateTimeFormatOptions): string {
	const day = new Date(`${moment.slice(0, 10)}T00:00:00Z`);
	return day.toLocaleDateString("en-GB", { ...format, timeZone: "UTC" });
}
