import type { Tags } from "./exif-reader.ts";
import { fraction } from "./fraction.ts";

/** Where a photo was taken (WGS 84). */
export type Position = {
	/** Degrees, north positive, -90 to 90. */
	readonly latitude: number;
	/** Degrees, east positive, -180 to 180. */
	readonly longitude: number;
	/** Metres above sea level. */
	readonly altitude: number | null;
};

/**
 * The position in EXIF's GPS tags (EXIF 3.0 4.6.6), `null` unless it is whole and on earth. Exactly
 * zero north, zero east is what phones write without a fix: `null` too.
 */
export function readPosition(exif: Tags["exif"]): Position | null {
	const latitude = degrees(exif?.GPSLatitude?.value, exif?.GPSLatitudeRef?.value, "N", "S");
	const longitude = degrees(exif?.GPSLongitude?.value, exif?.GPSLongitudeRef?.value, "E", "W");
	if (latitude === null || longitude === null) return null;
	if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
	if (latitude === 0 && longitude === 0) return null;
	const height = fraction(exif?.GPSAltitude?.value);
	const altitude = height !== null && exif?.GPSAltitudeRef?.value === 1 ? -height : height;
	return { latitude, longitude, altitude };
}

/** Degrees, minutes and seconds; the last two may be missing from the end. */
function degrees(
	value: unknown,
	reference: unknown,
	positive: string,
	negative: string,
): number | null {
	if (!Array.isArray(value) || value.length < 1 || value.length > 3) return null;
	// The library gives a single rational without a list around it.
	const isSingle = typeof value[0] === "number" && value.length === 2;
	const [whole, minutes, seconds] = (isSingle ? [value] : value).map(fraction);
	if (whole === undefined || whole === null || minutes === null || seconds === null) return null;
	const size = whole + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600;
	const letter = Array.isArray(reference) ? reference[0] : reference;
	if (size < 0 || (letter !== positive && letter !== negative)) return null;
	return letter === negative && size > 0 ? -size : size;
}
