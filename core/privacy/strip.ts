import { type Credit, type FreshExif, readOrientation, writeExif } from "../formats/exif/exif.ts";
import { type OpenPhoto, openPhoto } from "../formats/open-photo.ts";

/** What is kept besides the picture and its colour profile. */
export type StripOptions = {
	/** "drop" only for pictures that are already upright: others would appear rotated. */
	readonly orientation: "keep" | "drop";
	/** The artist and copyright to write into a new EXIF block; default: none. */
	readonly credit?: Credit | null;
};

/**
 * Removes all metadata from a JPEG, PNG, WebP or AVIF without decoding it. Compressed pixels and the
 * colour profile stay byte for byte; everything else that decoding does not need is removed. The
 * orientation and the credit, if kept, are written into a new EXIF block that holds nothing else.
 *
 * An AVIF's orientation is part of its picture (`irot`, `imir`) and always stays; it cannot carry a
 * credit. A GIF cannot be stripped: re-encode it.
 *
 * @param bytes The file, which is not changed.
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
 * Removes all metadata from an opened photo, like {@link stripMetadata}.
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
