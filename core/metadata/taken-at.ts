import type { ExifValues } from "./exif.ts";
import { exifText } from "./exif-text.ts";
import type { IptcTexts } from "./iptc.ts";
import { isoTime } from "./iso-time.ts";
import type { XmpTexts } from "./xmp.ts";

/**
 * Reads when a photo was taken: from EXIF's original time, else XMP, IPTC, and the time of
 * digitisation, each with its own precision. `null` if none is a date.
 *
 * @example
 * readTakenAt(() => undefined, () => ["1978-05"], () => []); // "1978-05"
 */
export function readTakenAt(exif: ExifValues, xmp: XmpTexts, iptc: IptcTexts): string | null {
	const offset = exifText(exif("OffsetTimeOriginal")) ?? exifText(exif("OffsetTime"));
	const iptcTime = [iptc("Date Created")[0], iptc("Time Created")[0]].filter(Boolean).join(" ");
	const original = isoTime(exifText(exif("DateTimeOriginal")), offset);
	if (original !== null) return original;
	const times = [
		...[...xmp("DateTimeOriginal"), ...xmp("DateCreated"), iptcTime, ...xmp("CreateDate")],
	].map((text) => isoTime(text));
	const digitized = isoTime(exifText(exif("DateTimeDigitized")), offset);
	return times.find((time) => time !== null) ?? digitized;
}
