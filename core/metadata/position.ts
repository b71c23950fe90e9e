import type { ExifValues } from "./exif.ts";
import { exifText } from "./exif-text.ts";
import { fraction } from "./fraction.ts";
import type { XmpTexts } from "./xmp.ts";

/** The place where a photo was taken (WGS 84). */
export type Position = {
	/** Degrees, north positive, -90 to 90. */
	readonly latitude: number;
	/** Degrees, east positive, -180 to 180. */
	readonly longitude: number;
	/** Metres above sea level; `null` if it is unknown. */
	readonly altitude: number | null;
};

/** The letters of a coordinate's two directions. */
type Directions = "NS" | "EW";

/**
 * Reads the position from EXIF's GPS tags (EXIF 3.0, 4.6.7), else from XMP's (CIPA DC-010, 6). `null`
 * if it is incomplete or out of range, and for exactly 0° N, 0° E, which phones write without a GPS
 * fix.
 *
 * @example
 * readPosition(() => undefined, () => []); // null
 */
export function readPosition(exif: ExifValues, xmp: XmpTexts): Position | null {
	const isBelow = exif("GPSAltitudeRef") === 1;
	const isBelowInXmp = xmp("GPSAltitudeRef")[0] === "1";
	return (
		positionAt(
			exifDegrees(exif("GPSLatitude"), exif("GPSLatitudeRef"), "NS"),
			exifDegrees(exif("GPSLongitude"), exif("GPSLongitudeRef"), "EW"),
			signed(fraction(exif("GPSAltitude")), isBelow),
		) ??
		positionAt(
			xmpDegrees(xmp("GPSLatitude")[0], "NS"),
			xmpDegrees(xmp("GPSLongitude")[0], "EW"),
			signed(fraction(xmp("GPSAltitude")[0]?.split("/").map(Number)), isBelowInXmp),
		)
	);
}

function positionAt(
	latitude: number | null,
	longitude: number | null,
	altitude: number | null,
): Position | null {
	if (latitude === null || longitude === null) return null;
	if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
	if (latitude === 0 && longitude === 0) return null;
	return { latitude, longitude, altitude };
}

/** Degrees, minutes and seconds; minutes and seconds may be missing. */
function exifDegrees(value: unknown, reference: unknown, directions: Directions): number | null {
	if (!Array.isArray(value) || value.length < 1 || value.length > 3) return null;
	// The library returns a single rational without a list around it.
	const isSingle = typeof value[0] === "number" && value.length === 2;
	const [degrees, minutes, seconds] = (isSingle ? [value] : value).map(fraction);
	return degreesOf([degrees, minutes, seconds], exifText(reference) ?? "", directions);
}

/** `50,17.976N` or `50,17,58.57N` (ISO 16684-1 leaves it to CIPA DC-010, annex A). */
function xmpDegrees(text: string | undefined, directions: Directions): number | null {
	const parts = /^(\d{1,3}),(\d{1,2}(?:\.\d{1,20})?)(?:,(\d{1,2}(?:\.\d{1,20})?))?([NSEW])$/i;
	const [, degrees, minutes, seconds = 0, letter = ""] = parts.exec(text ?? "") ?? [];
	if (degrees === undefined) return null;
	return degreesOf([Number(degrees), Number(minutes), Number(seconds)], letter, directions);
}

function degreesOf(
	[degrees, minutes, seconds]: readonly (number | null | undefined)[],
	reference: string,
	directions: Directions,
): number | null {
	const letter = reference.slice(0, 1).toUpperCase();
	if (degrees === null || degrees === undefined || !directions.includes(letter) || letter === "") {
		return null;
	}
	const angle = degrees + (minutes ?? 0) / 60 + (seconds ?? 0) / 3600;
	return angle < 0 ? null : signed(angle, letter === directions[1]);
}

function signed(value: number | null, isNegative: boolean): number | null {
	return value !== null && isNegative && value !== 0 ? -value : value;
}
