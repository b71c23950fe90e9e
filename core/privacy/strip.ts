import { type Credit, type FreshExif, readOrientation, writeExif } from "../formats/exif/exif.ts";
import { type OpenPhoto, openPhoto } from "../formats/open-photo.ts";

/** What stays besides the picture and its colour profile. */
export type StripOptions = {
	/** "drop" is for pictures that stand upright already: without it others lie on their side. */
	readonly orientation: "keep" | "drop";
	/** Words to carry in a fresh EXIF block; none by default. */
	readonly credit?: Credit | null;
};

/**
 * Takes all metadata out of a JPEG, PNG, WebP or AVIF at the level of its container: compressed pixels
 * and the colour profile stay byte for byte, everything that decoding does not need goes. What is kept
 * on purpose (orientation, credit) is written into a fresh EXIF block that holds nothing else.
 *
 * An AVIF's orientation is part of its picture (`irot`, `imir`) and always stays; it carries no credit. A
 * GIF is not stripped: re-encode it.
 *
 * @param bytes The file; only read.
 * @throws {WidthwiseError} `unsupported-format` for a GIF or an animated AVIF, `truncated-file`,
 * `unreadable-image`, `not-an-image` or `empty-file`.
 * @example
 * const { artist, copyright } = readMetadata(bytes);
 * stripMetadata(bytes, { orientation: "keep", credit: { artist, copyright } });
 */
export function stripMetadata(bytes: Uint8Array, options: StripOptions): Uint8Array {
	return stripOpenPhoto(openPhoto(bytes), options);
}

/**
 * The same for a photo that is open already.
 *
 * @throws {WidthwiseError} `unsupported-format` for a GIF or an animated AVIF
 *
 * @example
 * stripOpenPhoto(openPhoto(bytes), { orientation: "drop" });
 */
export function stripOpenPhoto(photo: OpenPhoto, options: StripOptions): Uint8Array {
	const fresh: FreshExif = (old) =>
		writeExif({
			orientation: options.orientation === "keep" && old ? readOrientation(old) : null,
			artist: options.credit?.artist ?? null,
			copyright: options.credit?.copyright ?? null,
		});
	return photo.strip(fresh);
}
