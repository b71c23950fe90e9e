import type { ExifValues } from "./exif.ts";
import { fraction } from "./fraction.ts";

/** The place where a photo was taken (WGS 84). */
export type Position = {
	/** Degrees, north positive, -90 to 90. */
	readonly latitude: number;
	/** Degrees, east positive, -180 to 180. */
	readonly longitude: number;
	/** Metres above sea level; `null` if it is unknown. */
	readonly altitude: number | null;
};

/**
 * Reads the position from EXIF's GPS tags (EXIF 3.0, 4.6.6). `null` if it is incomplete or out of
 * range, and for exactly 0° N, 0° E, which phones write without a GPS fix.
 *
 * @example
 * readPosition(() => undefined); // null
 */
export function readPosition(exif: ExifValues): Position | null {
	const latitude = degrees(exif("GPSLatitude"), exif("GPSLatitudeRef"), "N", "S");
	const longitude = degrees(exif("GPSLongitude"), exif("GPSLongitudeRef"), "E", "W");
	if (latitude === null || longitude === null) return null;
	if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
	if (latitude === 0 && longitude === 0) return null;
	const height = fraction(exif("GPSAltitude"));
	const altitude = height !== null && exif("GPSAltitudeRef") === 1 ? -height : height;
	return { latitude, longitude, altitude };
}

/** Converts degrees, minutes and seconds to degrees; minutes and seconds may be missing. */
function degrees(
	value: unknown,
	reference: unknown,
	positive: string,
	negative: string,
): number | null {
	if (!Array.isArray(value) || value.length < 1 || value.length > 3) return null;
	// The library returns a single rational without a list around it.
	const isSingle = typeof value[0] === "number" && value.length === 2;
	const [first, minutes, seconds] = (isSingle ? [value] : value).map(fraction);
	if (first === undefined || first === null || minutes === null || seconds === null) return null;
	const angle = first + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600;
	const letter = Array.isArray(reference) ? reference[0] : reference;
	if (angle < 0 || (letter !== positive && letter !== negative)) return null;
	return letter === negative && angle > 0 ? -angle : angle;
}
