const DATE_TIME =
	/^(\d{4})[:-](\d\d)[:-](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Converts a date and time, in the notation of EXIF (`2018:07:25 16:34:23`) or of XMP and IPTC (ISO
 * 8601), to ISO 8601 local time with the UTC offset if it is known. A date without a time becomes
 * midnight. `null` for dates that do not exist or are before 1826.
 *
 * @param offset EXIF's offset, such as `+02:00`, used if the text has none
 *
 * @example
 * isoTime("2018:07:25 16:34:23", "+02:00"); // "2018-07-25T16:34:23+02:00"
 */
export function isoTime(text: string | null, offset: string | null = null): string | null {
	const parts = DATE_TIME.exec(text ?? "");
	if (!parts) return null;
	const [, year, month, day, hour = "00", minute = "00", second = "00", zone] = parts;
	const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
	const time = Date.parse(`${local}Z`);
	// `Date.parse` turns 31 February into 3 March.
	if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(local)) return null;
	// The oldest surviving photo is from 1826.
	if (Number(year) < 1826) return null;
	return local + isoOffset(zone ?? offset);
}

function isoOffset(offset: string | null): string {
	if (offset === "Z") return "+00:00";
	const parts = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? "");
	if (!parts) return "";
	const [, sign, hours, minutes] = parts;
	return Number(hours) <= 14 && Number(minutes) < 60 ? `${sign}${hours}:${minutes}` : "";
}
