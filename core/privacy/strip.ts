import { type ByteInput, readBytes } from "../formats/bytes/read-bytes.ts";
import { type Credit, type FreshExif, readOrientation, writeExif } from "../formats/exif/exif.ts";
import { type OpenPhoto, openPhoto } from "../formats/open-photo.ts";

/** What is kept besides the picture and its colour profile. */
export type StripOptions = {
	/**
	 * "drop" only for pictures that are already upright: others would appear rotated. Default:
	 * "keep".
	 */
	readonly orientation?: "keep" | "drop" | undefined;
	/** The artist and copyright to write into a new EXIF block. Default: none. */
	readonly credit?: Partial<Credit> | null | undefined;
};

/**
 * Removes all metadata from a JPEG, PNG, WebP, AVIF or GIF without decoding it. Compressed pixels stay
 * byte for byte, without what may be hidden between and after those of a JPEG or PNG; and of the colour profile the numbers that colours are converted with; everything
 * else that decoding does not need is removed. The orientation and the credit, if kept, are written into a new EXIF block that holds nothing else.
 *
 * An AVIF's orientation is part of its picture (`irot`, `imir`) and always stays. AVIF and GIF
 * cannot carry a credit. An animated GIF keeps its timing and its number of repeats.
 *
 * @param image the whole file, which is not changed
 *
 * @returns the bytes of the stripped file, in memory of their own
 *
 * @throws {WidthwiseError} `unsupported-format` for an animated AVIF, a PNG with pixels below its
 *   picture, and a JPEG that is arithmetic, lossless or of 12 bits; `truncated-file`,
 *   `unreadable-image`, `not-an-image`, `empty-file`; `invalid-argument` for what is not bytes
 *
 * @example
 * await strip(bytes);
 * await strip(bytes, { credit: { copyright: "© Ada Byron" } });
 */
export async function strip(
	image: ByteInput,
	options: StripOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
	return stripOpenPhoto(openPhoto(await readBytes(image)), options);
}

/**
 * Removes all metadata from an opened photo, like {@link strip}.
 *
 * @throws {WidthwiseError} `unsupported-format`, `truncated-file` or `unreadable-image`, like
 *   {@link strip}
 *
 * @example
 * stripOpenPhoto(openPhoto(bytes), { orientation: "drop" });
 */
export function stripOpenPhoto(photo: OpenPhoto, options: StripOptions): Uint8Array<ArrayBuffer> {
	const fresh: FreshExif = (old) =>
		writeExif({
			orientation: options.orientation !== "drop" && old ? readOrientation(old) : null,
			artist: options.credit?.artist ?? null,
			copyright: options.credit?.copyright ?? null,
		});
	return photo.strip(fresh);
}
