import { readTags } from "./exif-reader.ts";

/** Returns the value of a tag of EXIF by its name in EXIF 3.0, such as "FNumber"; undefined if none. */
export type ExifValues = (name: string) => unknown;

/**
 * Reads the tags of an EXIF block: those of the picture, the camera and the position.
 *
 * @param block a TIFF structure, or `null` for none
 *
 * @example
 * const exif = readExif(writeExif({ orientation: 6, artist: null, copyright: null }));
 * exif("Orientation"); // 6
 */
export function readExif(block: Uint8Array | null): ExifValues {
	const tags = new Map<string, unknown>(
		Object.entries((block && readTags(block, { exif: true })?.exif) ?? {}),
	);
	return (name) => {
		const tag = tags.get(name);
		return typeof tag === "object" && tag !== null && "value" in tag ? tag.value : undefined;
	};
}
