import { WidthwiseError } from "../errors.ts";
import type { ByteInput } from "../formats/bytes/read-bytes.ts";
import { type Blocks, NO_BLOCKS } from "../formats/container/container.ts";
import { type OpenPhoto, opened } from "../formats/open-photo.ts";
import { cameraName } from "./camera.ts";
import { firstCaption } from "./caption.ts";
import { cleanKeywords, cleanText, firstText } from "./clean-text.ts";
import { readExif } from "./exif.ts";
import { exifCopyright, exifText } from "./exif-text.ts";
import { type Exposure, readExposure } from "./exposure.ts";
import { readIptc } from "./iptc.ts";
import { lensName } from "./lens.ts";
import { type Position, readPosition } from "./position.ts";
import { readTakenAt } from "./taken-at.ts";
import { userComment } from "./user-comment.ts";
import { utf16Text } from "./utf16-text.ts";
import { readXmp } from "./xmp.ts";

/** A photo's metadata. A field is `null` if the photo has no value for it, or an invalid one. */
export type PhotoMetadata = Exposure & {
	/** Make and model, such as "Canon EOS 5D Mark III". */
	readonly camera: string | null;
	readonly lens: string | null;
	/**
	 * ISO 8601 local time, with the UTC offset (`+02:00`) if it is known. As precise as the photo says:
	 * also `1978`, `1978-05` and `1978-05-04`, which sort as their start.
	 */
	readonly takenAt: string | null;
	readonly position: Position | null;
	readonly copyright: string | null;
	readonly artist: string | null;
	readonly title: string | null;
	readonly caption: string | null;
	/** Each once; empty if there are none. */
	readonly keywords: readonly string[];
};

const MAX_EXIF_BYTES = 256 * 1024;

/**
 * Reads the metadata of a JPEG, PNG, WebP or AVIF: EXIF 3.0, XMP (ISO 16684-1), IPTC-IIM 4.2 and
 * PNG texts. Never throws because of the file: fields that cannot be read are `null`. Texts are cut
 * at 2000 characters, keywords at 100. Not read are XMP packets over 256 KB, JPEG's extended XMP, EXIF
 * after its first 256 KB, and the metadata of GIFs.
 *
 * @param image the whole file, only read, or an open photo
 *
 * @throws {WidthwiseError} `invalid-argument` for what is not bytes
 *
 * @example
 * const png = atob(
 *   "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACnRFWHRBdXRob3IAQWRhnZUL9AAAAApJREFUeJxj4AQAA" +
 *     "AsACsMr7pIAAAAASUVORK5CYII=",
 * );
 * (await readMetadata(Uint8Array.from(png, (byte) => byte.charCodeAt(0)))).artist; // "Ada"
 */
export async function readMetadata(image: ByteInput | OpenPhoto): Promise<PhotoMetadata> {
	const { exif: tiff, xmp: packet, iptc: segments, texts } = await blocksOf(image);
	const block = tiff?.subarray(0, MAX_EXIF_BYTES) ?? null;
	const exif = readExif(block);
	const xmp = readXmp(packet);
	const iptc = readIptc(segments);
	return {
		camera: cameraName(
			firstText(exifText(exif("Make")), ...xmp("Make")),
			firstText(exifText(exif("Model")), ...xmp("Model")),
		),
		lens: lensName(exif, block, xmp),
		...readExposure(exif, xmp),
		takenAt: readTakenAt(exif, xmp, iptc),
		position: readPosition(exif, xmp),
		copyright: firstText(
			...[exifCopyright(exif("Copyright")), ...xmp("rights"), ...iptc("Copyright Notice")],
			texts.get("copyright"),
		),
		artist: firstText(
			...[exifText(exif("Artist")), names(xmp("creator")), names(iptc("By-line"))],
			...[utf16Text(exif("XPAuthor")), texts.get("author")],
		),
		title: firstCaption(
			...[...xmp("title"), ...iptc("Object Name"), utf16Text(exif("XPTitle"))],
			...[...xmp("Headline"), ...iptc("Headline"), texts.get("title")],
		),
		caption: firstCaption(
			...[...xmp("description"), ...iptc("Caption/Abstract"), exifText(exif("ImageDescription"))],
			...[utf16Text(exif("XPComment")), userComment(exif("UserComment")), texts.get("description")],
		),
		keywords: cleanKeywords([
			...[...xmp("subject"), ...iptc("Keywords")],
			...(utf16Text(exif("XPKeywords"))?.split(";") ?? []),
		]),
	};
}

function names(values: readonly string[]): string {
	return values.flatMap((name) => cleanText(name) ?? []).join(", ");
}

async function blocksOf(image: ByteInput | OpenPhoto): Promise<Blocks> {
	try {
		return (await opened(image)).blocks();
	} catch (error) {
		const isDamaged = error instanceof WidthwiseError && error.code !== "invalid-argument";
		if (!isDamaged) throw error;
		return NO_BLOCKS;
	}
}
