import { cameraName } from "../../../../core/metadata/camera.ts";
import { cleanKeywords, cleanText } from "../../../../core/metadata/clean-text.ts";
import { isoTime } from "../../../../core/metadata/iso-time.ts";
import { lensRange } from "../../../../core/metadata/lens-range.ts";
import type { PhotoMetadata } from "../../../../core/metadata/read.ts";
import type { ExiftoolTags } from "./run.ts";

/** A field of the metadata; a position is two. */
export type Field =
	| Exclude<keyof PhotoMetadata, "position">
	| "latitude"
	| "longitude"
	| "altitude";

/** The values of all fields. */
export type Values = Readonly<Record<Field, unknown>>;

/**
 * Chooses the metadata from what exiftool found, by the order of sources that `readMetadata`
 * documents.
 */
export function expectedValues(tags: ExiftoolTags): Values {
	const texts = (...names: readonly string[]): string | null =>
		names.map((name) => cleanText(textOf(tagValue(tags, name)))).find((text) => text !== null) ??
		null;
	const number = (...names: readonly string[]): number | null =>
		names.map((name) => positive(tags[name])).find((value) => value !== null) ?? null;
	return {
		camera: cameraName(texts("IFD0:Make", "XMP-tiff:Make"), texts("IFD0:Model", "XMP-tiff:Model")),
		lens:
			texts("ExifIFD:LensModel", "XMP-aux:Lens", "XMP-exifEX:LensModel") ??
			texts("Canon:LensModel", "Panasonic:LensType", "Olympus:LensModel", "Leica:LensType") ??
			range(tags["Nikon:Lens"]) ??
			canonRange(tags) ??
			range(tags["ExifIFD:LensInfo"]),
		exposure: number("ExifIFD:ExposureTime", "XMP-exif:ExposureTime"),
		aperture: number("ExifIFD:FNumber", "XMP-exif:FNumber"),
		iso: isoOf(tags),
		focalLength: number("ExifIFD:FocalLength", "XMP-exif:FocalLength"),
		focalLength35: number("ExifIFD:FocalLengthIn35mmFormat", "XMP-exif:FocalLengthIn35mmFormat"),
		takenAt: takenAtOf(tags),
		...positionOf(tags),
		copyright: texts(
			...["IFD0:Copyright", "XMP-dc:Rights", "IPTC:CopyrightNotice", "PNG:Copyright"],
		),
		artist: texts("IFD0:Artist", "XMP-dc:Creator", "IPTC:By-line", "IFD0:XPAuthor", "PNG:Author"),
		title: texts(
			...["XMP-dc:Title", "IPTC:ObjectName", "IFD0:XPTitle", "XMP-photoshop:Headline"],
			...["IPTC:Headline", "PNG:Title"],
		),
		caption: texts(
			...["XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription"],
			...["IFD0:XPComment", "ExifIFD:UserComment", "PNG:Description"],
		),
		keywords: cleanKeywords([
			...[tags["XMP-dc:Subject"] ?? [], tags["IPTC:Keywords"] ?? []].flat().map(String),
			...(textOf(tags["IFD0:XPKeywords"])?.split(";") ?? []),
		]),
	};
}

/** exiftool adds the language to the name of an international text: "PNG:Title-en". */
function tagValue(tags: ExiftoolTags, name: string): unknown {
	if (tags[name] !== undefined || !name.startsWith("PNG:")) return tags[name];
	const inLanguage = Object.keys(tags).find((key) => key.startsWith(`${name}-`));
	return inLanguage && tags[inLanguage];
}

/** A list as one text; numbers as exiftool writes texts that look like numbers. */
function textOf(value: unknown): string | null {
	if (Array.isArray(value)) return value.map((item) => textOf(item)).join(", ");
	return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

function positive(value: unknown): number | null {
	const number = Number(Array.isArray(value) ? value[0] : String(value ?? "").split(" ")[0]);
	return Number.isFinite(number) && number > 0 ? number : null;
}

/** Four numbers, or "undef". */
function range(value: unknown): string | null {
	const numbers = String(value ?? "").split(" ");
	return numbers.length === 4 ? lensRange(numbers.map(Number)) : null;
}

/** Of lenses that can be changed. */
function canonRange(tags: ExiftoolTags): string | null {
	const isFixed = tags["Canon:LensType"] === 65_535 || tags["Canon:LensType"] === -1;
	if (isFixed) return null;
	return lensRange([tags["Canon:MinFocalLength"], tags["Canon:MaxFocalLength"]]);
}

function isoOf(tags: ExiftoolTags): number | null {
	const speed = positive(tags["ExifIFD:ISO"]);
	if (speed !== null && speed < 65_535) return speed;
	const names = [
		...["ExifIFD:RecommendedExposureIndex", "ExifIFD:StandardOutputSensitivity"],
		...["ExifIFD:ISOSpeed", "XMP-exifEX:RecommendedExposureIndex"],
		...["XMP-exifEX:PhotographicSensitivity", "XMP-exif:ISO"],
	];
	const speeds = names.map((name) => positive(tags[name]));
	return speeds.find((value) => value !== null && value !== 65_535) ?? speed;
}

function takenAtOf(tags: ExiftoolTags): string | null {
	const offset = textOf(tags["ExifIFD:OffsetTimeOriginal"] ?? tags["ExifIFD:OffsetTime"] ?? null);
	const time = (name: string) => isoTime(cleanText(textOf(tags[name])));
	const iptc = [tags["IPTC:DateCreated"], tags["IPTC:TimeCreated"]].filter(Boolean).join(" ");
	const own = (name: string) => isoTime(cleanText(textOf(tags[name])), offset);
	return (
		own("ExifIFD:DateTimeOriginal") ??
		time("XMP-exif:DateTimeOriginal") ??
		time("XMP-photoshop:DateCreated") ??
		isoTime(iptc) ??
		time("XMP-xmp:CreateDate") ??
		own("ExifIFD:CreateDate")
	);
}

function positionOf(tags: ExiftoolTags): Pick<Values, "latitude" | "longitude" | "altitude"> {
	const signed = (name: string, negative: string): number | null => {
		const value = tags[`GPS:GPS${name}`];
		const reference = String(tags[`GPS:GPS${name}Ref`] ?? "").toUpperCase();
		if (typeof value !== "number" || reference === "") return null;
		return reference.startsWith(negative) ? -value : value;
	};
	const from = (latitude: unknown, longitude: unknown, altitude: unknown) => {
		if (typeof latitude !== "number" || typeof longitude !== "number") return null;
		if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
		if (latitude === 0 && longitude === 0) return null;
		return { latitude, longitude, altitude: typeof altitude === "number" ? altitude : null };
	};
	const below = (height: unknown, reference: unknown): unknown =>
		typeof height === "number" && reference === 1 ? -height : height;
	return (
		from(
			signed("Latitude", "S"),
			signed("Longitude", "W"),
			below(tags["GPS:GPSAltitude"], tags["GPS:GPSAltitudeRef"]),
		) ??
		from(
			tags["XMP-exif:GPSLatitude"],
			tags["XMP-exif:GPSLongitude"],
			below(tags["XMP-exif:GPSAltitude"], tags["XMP-exif:GPSAltitudeRef"]),
		) ?? { latitude: null, longitude: null, altitude: null }
	);
}
