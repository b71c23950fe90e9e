import { WidthwiseError } from "../errors.ts";
import { type Blocks, NO_BLOCKS } from "../formats/container/container.ts";
import { type OpenPhoto, opened } from "../formats/open-photo.ts";
import { cameraName } from "./camera.ts";
import { cleanKeywords, cleanText, firstText } from "./clean-text.ts";
import { readTags, type Tags } from "./exif-reader.ts";
import { positiveFraction } from "./fraction.ts";
import { type IptcTexts, readIptc } from "./iptc.ts";
import { type Position, readPosition } from "./position.ts";
import { isoTime } from "./taken-at.ts";
import { readXmp, type XmpTexts } from "./xmp.ts";

/** What a photo says of itself; `null` wherever it says nothing, or nothing that makes sense. */
export type PhotoMetadata = {
	/** Make and model, the make not said twice. */
	readonly camera: string | null;
	readonly lens: string | null;
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
	/** ISO 8601 local time; ends in its offset (`+02:00`) if that is known. */
	readonly takenAt: string | null;
	readonly position: Position | null;
	readonly copyright: string | null;
	readonly artist: string | null;
	readonly title: string | null;
	readonly caption: string | null;
	readonly keywords: readonly string[];
};

const MAX_EXIF_BYTES = 256 * 1024;

/**
 * Reads what a JPEG, PNG, WebP or AVIF says of itself in EXIF, XMP, IPTC and PNG texts. Never throws:
 * bad metadata gives nulls. Texts are cut at 2000 characters, keywords at 100. Not read: XMP packets over
 * 256 kB, JPEG's extended XMP, what PNG compresses, and EXIF beyond its first 256 kB.
 *
 * @param source the whole file, only read, or a photo that is open already
 * @example
 * const { camera, takenAt } = readMetadata(bytes); // "Canon EOS 5D Mark III", "2016-01-12T15:33:28"
 */
export function readMetadata(source: Uint8Array | OpenPhoto): PhotoMetadata {
	const { exif: tiff, xmp: packet, iptc: segments, texts } = blocksOf(source);
	const exif =
		(tiff && readTags(tiff.subarray(0, MAX_EXIF_BYTES), { exif: true })?.exif) ?? undefined;
	const xmp = readXmp(packet);
	const iptc = readIptc(segments);
	return {
		camera: cameraName(
			firstText(exif?.Make?.description, ...xmp("Make")),
			firstText(exif?.Model?.description, ...xmp("Model")),
		),
		lens: firstText(exif?.LensModel?.description, ...xmp("Lens"), ...xmp("LensModel")),
		exposure: positiveFraction(exif?.ExposureTime?.value),
		aperture: positiveFraction(exif?.FNumber?.value),
		iso: isoSpeed(exif),
		focalLength: positiveFraction(exif?.FocalLength?.value),
		focalLength35: positiveFraction(exif?.FocalLengthIn35mmFilm?.value),
		takenAt: takenAt(exif, xmp, iptc),
		position: readPosition(exif),
		copyright: firstText(
			...[exif?.Copyright?.description, ...xmp("rights"), ...iptc("Copyright Notice")],
			texts.get("Copyright"),
		),
		artist: firstText(
			...[exif?.Artist?.description, xmp("creator").join(", "), iptc("By-line").join(", ")],
			texts.get("Author"),
		),
		title: firstText(...xmp("title"), ...iptc("Object Name"), texts.get("Title")),
		caption: firstText(
			...[...xmp("description"), ...iptc("Caption/Abstract")],
			...[exif?.ImageDescription?.description, texts.get("Description")],
		),
		keywords: cleanKeywords([...xmp("subject"), ...iptc("Keywords")]),
	};
}

function blocksOf(source: Uint8Array | OpenPhoto): Blocks {
	try {
		return opened(source).blocks();
	} catch (error) {
		if (!(error instanceof WidthwiseError)) throw error;
		return NO_BLOCKS;
	}
}

/** EXIF 3.0 4.6.5: one number or several, of which the first counts. */
function isoSpeed(exif: Tags["exif"]): number | null {
	const speed = exif?.ISOSpeedRatings?.value;
	return positiveFraction(Array.isArray(speed) ? speed[0] : speed);
}

function takenAt(exif: Tags["exif"], xmp: XmpTexts, iptc: IptcTexts): string | null {
	const offset = firstText(exif?.OffsetTimeOriginal?.description, exif?.OffsetTime?.description);
	const iptcTime = [iptc("Date Created")[0], iptc("Time Created")[0]].filter(Boolean).join(" ");
	return (
		isoTime(cleanText(exif?.DateTimeOriginal?.description), offset) ??
		[...xmp("DateTimeOriginal"), ...xmp("DateCreated"), iptcTime, ...xmp("CreateDate")]
			.map((text) => isoTime(cleanText(text)))
			.find((time) => time !== null) ??
		isoTime(cleanText(exif?.DateTimeDigitized?.description), offset)
	);
}
