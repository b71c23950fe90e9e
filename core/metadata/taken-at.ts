const DATE_TIME =
	/^(\d{4})[:-](\d\d)[:-](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * A moment as cameras (EXIF `2018:07:25 16:34:23`) and editors (XMP, IPTC: ISO 8601) write it, as ISO
 * 8601 local time, with its offset if that is known. A date alone counts as its midnight. `null` if it
 * is no moment of the calendar.
 *
 * @param offset As EXIF writes it beside the time: `+02:00`.
 * @example
 * isoTime("2018:07:25 16:34:23", "+02:00"); // "2018-07-25T16:34:23+02:00"
 */
export function isoTime(text: string | null, offset: string | null = null): string | null {
	const parts = DATE_TIME.exec(text ?? "");
	if (!parts) return null;
	const [, year, month, day, hour = "00", minute = "00", second = "00", zone] = parts;
	const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
	const time = Date.parse(`${local}Z`);
	// The engine takes 31 February for 3 March; no photo is older than photography.
	if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(local)) return null;
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
