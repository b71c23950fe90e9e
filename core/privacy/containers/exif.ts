import {
	type Credit,
	readOrientation,
	withoutSignature,
	writeExif,
} from "../../formats/exif/exif.ts";
import { readTags } from "../../metadata/exif-reader.ts";

/**
 * Lists what an EXIF block holds that it must not; nothing if the block is exactly as we write it.
 */
export type ExifCheck = (block: Uint8Array) => readonly string[];

/**
 * Makes the check for the one EXIF block that may stay: its bytes must be exactly what {@link
 * writeExif} writes.
 *
 * @param keepsOrientation Whether the block may hold an orientation.
 * @param credit The credit that the block may hold.
 */
export function exifCheck(keepsOrientation: boolean, credit: Credit | null): ExifCheck {
	return (block) => {
		const tiff = withoutSignature(block);
		const expected = writeExif({
			orientation: keepsOrientation ? readOrientation(tiff) : null,
			artist: credit?.artist ?? null,
			copyright: credit?.copyright ?? null,
		});
		const isExpected =
			expected.length === tiff.length && expected.every((byte, index) => tiff[index] === byte);
		return isExpected ? [] : ["EXIF", ...namesIn(tiff)];
	};
}

function namesIn(tiff: Uint8Array): string[] {
	const tags = readTags(tiff, { exif: true, thumbnail: true });
	const names = Object.keys(tags?.exif ?? {});
	const found: string[] = [];
	if (names.some((name) => name.startsWith("GPS"))) found.push("GPS position");
	if (names.includes("MakerNote")) found.push("maker note");
	if (names.some((name) => name.endsWith("SerialNumber"))) found.push("serial number");
	if (tags?.Thumbnail) found.push("thumbnail");
	return found;
}
