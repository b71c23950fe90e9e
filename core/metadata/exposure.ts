import type { ExifValues } from "./exif.ts";
import { positiveFraction } from "./fraction.ts";
import type { XmpTexts } from "./xmp.ts";

/** How a photo was exposed. */
export type Exposure = {
	/** Seconds. */
	readonly exposure: number | null;
	/** The f-number. */
	readonly aperture: number | null;
	/** ISO speed. */
	readonly iso: number | null;
	/** Millimetres. */
	readonly focalLength: number | null;
	/** Millimetres, as on 35 mm film. */
	readonly focalLength35: number | null;
};

/** The largest number that EXIF's tag for the speed holds. */
const MAX_SHORT = 0xffff;

/**
 * Reads how a photo was exposed, from EXIF, else from XMP's properties of the same names (CIPA DC-010).
 *
 * @example
 * readExposure(() => undefined, () => ["1/200"]).exposure; // 0.005
 */
export function readExposure(exif: ExifValues, xmp: XmpTexts): Exposure {
	const number = (value: unknown, name: string): number | null =>
		positiveFraction(value) ?? xmpNumber(xmp(name)[0]);
	return {
		exposure: number(exif("ExposureTime"), "ExposureTime"),
		aperture: number(exif("FNumber"), "FNumber"),
		iso: isoSpeed(exif, xmp),
		focalLength: number(exif("FocalLength"), "FocalLength"),
		focalLength35: number(exif("FocalLengthIn35mmFilm"), "FocalLengthIn35mmFilm"),
	};
}

/**
 * EXIF 3.0, 4.6.5: the speed is one number or several, of which the first counts. A speed above 65535
 * is 65535 there, and the real one is in a tag that was added later.
 */
function isoSpeed(exif: ExifValues, xmp: XmpTexts): number | null {
	const ratings = exif("ISOSpeedRatings");
	const speed = positiveFraction(Array.isArray(ratings) ? ratings[0] : ratings);
	if (speed !== null && speed < MAX_SHORT) return speed;
	const larger = [
		exif("RecommendedExposureIndex"),
		exif("StandardOutputSensitivity"),
		exif("ISOSpeed"),
	].map(positiveFraction);
	const names = ["RecommendedExposureIndex", "PhotographicSensitivity", "ISOSpeedRatings"];
	const speeds = [...larger, ...names.map((name) => xmpNumber(xmp(name)[0]))];
	return speeds.find((value) => value !== null && value !== MAX_SHORT) ?? speed;
}

/** XMP writes numbers as text, and rationals with a slash (ISO 16684-1, 8.2.1). */
function xmpNumber(text: string | undefined): number | null {
	if (!/^\d{1,10}(\.\d{1,10})?(\/\d{1,10})?$/.test(text ?? "")) return null;
	return positiveFraction((text ?? "").split("/").map(Number));
}
