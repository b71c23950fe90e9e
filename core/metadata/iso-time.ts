const DATE_TIME =
	/^(\d{4})(?:[:-](\d\d)(?:[:-](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)?)?)? ?(Z|[+-]\d\d:?\d\d)?$/;

/** The oldest surviving photo is from 1826. */
const MIN_YEAR = 1826;

/**
 * Converts a date and time, in the notation of EXIF (`2018:07:25 16:34:23`) or of XMP and IPTC (ISO
 * 8601), to ISO 8601 local time with the UTC offset if it is known. A year, a month or a day without a
 * time stays one: `1978`, `1978-05`, `1978-05-04`. A month or day of 00 is unknown (IPTC-IIM 4.2,
 * 2:55). `null` for dates that do not exist or are before 1826.
 *
 * @param offset EXIF's offset, such as `+02:00`, used if the text has none
 *
 * @example
 * isoTime("2018:07:25 16:34:23", "+02:00"); // "2018-07-25T16:34:23+02:00"
 * isoTime("1978"); // "1978"
 */
export function isoTime(text: string | null, offset: string | null = null): string | null {
	const parts = DATE_TIME.exec(text?.trim() ?? "");
	if (!parts) return null;
	const [, year = "", month, day, hour, minute, second = "00", zone] = parts;
	if (Number(year) < MIN_YEAR) return null;
	if (month === undefined || month === "00") return year;
	if (day === undefined || day === "00")
		return isDate(year, month, "01") ? `${year}-${month}` : null;
	if (!isDate(year, month, day)) return null;
	const date = `${year}-${month}-${day}`;
	if (hour === undefined || minute === undefined) return date;
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
	return `${date}T${hour}:${minute}:${second}${isoOffset(zone ?? offset)}`;
}

function isDate(year: string, month: string, day: string): boolean {
	const date = `${year}-${month}-${day}`;
	const time = Date.parse(`${date}T00:00:00Z`);
	// `Date.parse` turns 31 February into 3 March.
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function isoOffset(offset: string | null): string {
	if (offset === "Z") return "+00:00";
	const parts = /^([+-])(\d\d):?(\d\d)$/.exec(offset ?? "");
	if (!parts) return "";
	const [, sign, hours, minutes] = parts;
	return Number(hours) <= 14 && Number(minutes) < 60 ? `${sign}${hours}:${minutes}` : "";
}
