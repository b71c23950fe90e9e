import {
	type Credit,
	readOrientation,
	withoutSignature,
	writeExif,
} from "../../formats/exif/exif.ts";
import { readTags } from "../../metadata/exif-reader.ts";

/** Lists the metadata that an EXIF block must not contain; empty if we wrote exactly this block. */
export type ExifCheck = (block: Uint8Array) => readonly string[];

/**
 * Creates the check for the only EXIF block that may stay: it must be exactly what
 * {@link writeExif} writes.
 *
 * @param keepsOrientation Whether the block may contain an orientation.
 * @param credit The credit that the block may contain.
 * @example
 * const checkExif = exifCheck(true, null);
 * checkExif(block); // ["EXIF", "GPS position"]
 */
export function exifCheck(keepsOrientation: boolean, credit: Partial<Credit> | null): ExifCheck {
	return (block) => {
		const tiff = withoutSignature(block);
		const expected = writeExif({
			orientation: keepsOrientation ? readOrientation(tiff) : null,
			artist: credit?.artist ?? null,
			copyright: credit?.copyright ?? null,
		});
		const isExpected =
			expected.length === tiff.length && expected.every((byte, index) => tiff[index] === byte);
		return isExpected ? [] : ["EXIF", ...describeTags(tiff)];
	};
}

function describeTags(tiff: Uint8Array): string[] {
	const tags = readTags(tiff, { exif: true, thumbnail: true });
	const names = Object.keys(tags?.exif ?? {});
	const found: string[] = [];
	if (names.some((name) => name.startsWith("GPS"))) found.push("GPS position");
	if (names.includes("MakerNote")) found.push("maker note");
	if (names.some((name) => name.endsWith("SerialNumber"))) found.push("serial number");
	if (tags?.Thumbnail) found.push("thumbnail");
	return found;
}
