import type { Photo } from "@widthwise/worker/catalogue";
import { isCameraName } from "./camera-names.ts";

/** Characters: longer captions are too long for an alternative text. */
const MAX_ALT_LENGTH = 300;

/** What a photo is named by; a text that must not be shown is `null`. */
export type NamedPhoto = Pick<Photo, "title" | "takenAt"> & { readonly filename: string | null };

/**
 * Names a photo: by its title, else by its file name, else (if a camera chose the file name) by its
 * date.
 *
 * @example
 * photoName(photo); // "Blue hour", or "Photo from 25 July 2018" for DSC_0042.JPG
 */
export function photoName(photo: NamedPhoto): string {
	const name = givenName(photo);
	if (name !== null) return name;
	return photo.takenAt ? `Photo from ${writeDate(photo.takenAt)}` : "Untitled photo";
}

/**
 * The name that somebody gave a photo: its title, else its file name; `null` if it has no title and a
 * camera chose the file name.
 *
 * @example
 * givenName({ title: null, filename: "blue-hour.jpg" }); // "blue hour"
 */
export function givenName({
	title,
	filename,
}: Pick<NamedPhoto, "title" | "filename">): string | null {
	if (title) return title;
	const base = withoutExtension(filename ?? "");
	if (base === "" || isCameraName(base)) return null;
	return base.replaceAll(/[-_]+/g, " ").trim() || "Photo";
}

function withoutExtension(name: string): string {
	const dot = name.lastIndexOf(".");
	return dot < 0 || dot === name.length - 1 ? name : name.slice(0, dot);
}

/**
 * The alternative text of a photo's image: its caption unless it is too long, else its name.
 *
 * @example
 * altText(photo); // "Blue hour in Cologne"
 */
export function altText(photo: NamedPhoto & Pick<Photo, "caption">): string {
	const { caption } = photo;
	return caption && caption.length <= MAX_ALT_LENGTH ? caption : photoName(photo);
}

/**
 * Formats the day of a moment for people, in the moment's own time zone; or its month or year, if
 * that is all that is known.
 *
 * @param moment ISO 8601, with or without a time and an offset, or a month or year
 *
 * @example
 * writeDate("2018-07-25T16:34:23+02:00"); // "25 July 2018"
 * writeDate("1978-05"); // "May 1978"
 */
export function writeDate(moment: string): string {
	if (/^\d{4}$/.test(moment)) return moment;
	if (/^\d{4}-\d\d$/.test(moment)) return writeMonth(`${moment}-01`);
	return write(moment, { day: "numeric", month: "long", year: "numeric" });
}

/**
 * Formats the month of a moment for people, in the moment's own time zone.
 *
 * @param moment ISO 8601, with or without an offset
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
