import { createLoadOnce } from "../async/load-once.ts";
import { WidthwiseError } from "../errors.ts";
import { truncated } from "../formats/bytes/damage.ts";
import { type ByteInput, readBytes } from "../formats/bytes/read-bytes.ts";
import { requireImageType, SNIFF_BYTES } from "../formats/sniff.ts";
import { inputFormat } from "../formats/tables/input.ts";
import { verifyAvif } from "./containers/avif.ts";
import { exifCheck } from "./containers/exif.ts";
import { verifyGif } from "./containers/gif.ts";
import { verifyJpeg } from "./containers/jpeg.ts";
import { verifyPng } from "./containers/png.ts";
import { verifyWebp } from "./containers/webp.ts";
import { createFindTexts } from "./find-texts.ts";
import type { StripOptions } from "./strip.ts";

/** Signatures of metadata, too long to occur in compressed pixels by chance. */
const SIGNATURES: readonly (readonly [text: string, name: string])[] = [
	["http://ns.adobe.com/", "XMP"],
	["adobe:ns:meta/", "XMP"],
	["W5M0MpCehiHzreSzNTczkc9d", "XMP"],
	["Photoshop 3.0\0", "Photoshop data"],
	["urn:iso:std:iso:ts:21496", "gain map"],
	["MotionPhoto_Data", "motion photo"],
	["ftypmp42", "motion photo"],
	["ftypisom", "motion photo"],
	["ftypqt  ", "motion photo"],
	["Apple iOS\0", "maker note"],
];

const KEPT_TAGS: readonly string[] = ["Orientation", "Artist", "Copyright"];

/**
 * Searches a stripped file for metadata, independently of the code that strips. A separate parser
 * reads the container, and the compressed pixels of a JPEG or PNG to their last byte; kept EXIF must
 * match the expected bytes exactly, a colour profile must contain nothing but colours, the raw bytes are
 * searched for signatures, and exifreader must find nothing.
 *
 * @param image the whole file, as it would be published
 * @param kept the options it was stripped with
 *
 * @returns the kinds of metadata found ("EXIF", "GPS position", "XMP", "comment"); empty if none
 *
 * @throws {WidthwiseError} `unsupported-format`, `truncated-file`, `unreadable-image`,
 *   `not-an-image`, `empty-file`; `invalid-argument` for what is not bytes
 *
 * @example
 * const left = await verify(bytes); // ["EXIF", "GPS position"]
 * if (left.length > 0) throw new WidthwiseError("metadata-left", `Still there: ${left}`);
 */
export async function verify(
	image: ByteInput,
	kept: StripOptions = {},
): Promise<readonly string[]> {
	const bytes = await readBytes(image);
	const found = [...(await inContainer(bytes, kept)), ...(await inRawBytes(bytes))];
	// exifreader is slow on hostile metadata, and not needed if something was found.
	if (found.length === 0) found.push(...(await byLibrary(bytes)));
	return [...new Set(found)];
}

async function inContainer(bytes: Uint8Array, kept: StripOptions): Promise<readonly string[]> {
	const type = requireImageType(bytes.subarray(0, SNIFF_BYTES));
	const checkExif = exifCheck(kept.orientation !== "drop", kept.credit ?? null);
	if (bytes.length < 12) throw truncated(type.toUpperCase());
	switch (type) {
		case "jpeg":
			return verifyJpeg(bytes, checkExif);
		case "png":
			return verifyPng(bytes, checkExif);
		case "webp":
			return verifyWebp(bytes, checkExif);
		case "avif":
			return verifyAvif(bytes);
		case "gif":
			return verifyGif(bytes);
		case "heic":
		case "jxl":
			throw new WidthwiseError(
				"unsupported-format",
				`${inputFormat(type).label} cannot be verified: it is re-encoded when it is published`,
			);
	}
}

/** Made with the first picture, and kept: it takes as long as reading a megabyte. */
const findSignatures = createLoadOnce(async () =>
	createFindTexts(SIGNATURES.map(([text]) => text)),
);

async function inRawBytes(bytes: Uint8Array): Promise<readonly string[]> {
	const find = await findSignatures.get();
	const texts = find(bytes);
	return SIGNATURES.filter(([text]) => texts.has(text)).map(([, name]) => name);
}

/** Imported here because it is six times as large as all other code for stripping. */
async function byLibrary(bytes: Uint8Array): Promise<readonly string[]> {
	const { readTags } = await import("../metadata/exif-reader.ts");
	const groups = { exif: true, xmp: true, iptc: true, photoshop: true, mpf: true } as const;
	const tags = readTags(bytes, { ...groups, makerNotes: true, thumbnail: true, gps: true });
	const found: string[] = [];
	if (!tags) return found;
	if (Object.keys(tags.exif ?? {}).some((name) => !KEPT_TAGS.includes(name))) found.push("EXIF");
	if (tags.gps) found.push("GPS position");
	if (tags.xmp) found.push("XMP");
	if (tags.iptc && Object.keys(tags.iptc).length > 0) found.push("IPTC");
	if (tags.photoshop && Object.keys(tags.photoshop).length > 0) found.push("Photoshop data");
	if (tags.makerNotes && Object.keys(tags.makerNotes).length > 0) found.push("maker note");
	if (tags.Thumbnail) found.push("thumbnail");
	return found;
}
