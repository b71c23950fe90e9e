import { bytesAt, parseBytes } from "./bytes/parse.ts";
import { type ByteInput, checkBytes, readBytes } from "./bytes/read-bytes.ts";
import { ANY_SIZE, type Blocks, type CheckSize, type Probe } from "./container/container.ts";
import { CONTAINERS } from "./containers.ts";
import type { FreshExif } from "./exif/exif.ts";
import { requireImageType, SNIFF_BYTES } from "./sniff.ts";

/** A photo whose type has been sniffed and whose container has been walked. */
export type OpenPhoto = {
	/** The whole file. */
	readonly bytes: Uint8Array;
	/** The properties of the picture. Throws `unreadable-image` if the header is invalid. */
	probe(): Probe;
	/** The length of the picture in bytes; bytes after it are not part of it. */
	readonly pictureBytes: number;
	/** The metadata, still encoded. */
	blocks(): Blocks;
	/** The file without its metadata. */
	strip(fresh: FreshExif): Uint8Array<ArrayBuffer>;
};

/**
 * Sniffs the type of a file and walks its container, once for all later calls.
 *
 * @param bytes the whole file; only read
 * @param checkSize throws for a picture of too many pixels, before its codes are walked; default: none
 *
 * @throws {WidthwiseError} `empty-file`, `not-an-image`, `unsupported-format`, `truncated-file` or
 *   `unreadable-image`; `invalid-argument` for what is not bytes
 *
 * @example
 * const gif = atob("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
 * const photo = openPhoto(Uint8Array.from(gif, (byte) => byte.charCodeAt(0)));
 * photo.probe().width; // 1
 */
export function openPhoto(bytes: Uint8Array, checkSize: CheckSize = ANY_SIZE): OpenPhoto {
	checkBytes(bytes);
	const type = requireImageType(parseBytes(bytes, bytesAt(0, SNIFF_BYTES)));
	const file = parseBytes(bytes, CONTAINERS[type].walk(bytes.length, checkSize));
	return {
		bytes,
		probe: () => parseBytes(bytes, file.probe()),
		pictureBytes: file.end,
		blocks: () => parseBytes(bytes, file.blocks()),
		strip: (fresh) => file.strip(bytes, fresh),
	};
}

/**
 * Opens a file; returns a photo that is open already as it is. For functions that accept either.
 *
 * @param checkSize as for {@link openPhoto}
 *
 * @throws {WidthwiseError} as {@link openPhoto}; `invalid-argument` for what is not bytes
 *
 * @example
 * const gif = atob("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
 * (await opened(Uint8Array.from(gif, (byte) => byte.charCodeAt(0)))).pictureBytes; // 34
 */
export async function opened(
	image: ByteInput | OpenPhoto,
	checkSize: CheckSize = ANY_SIZE,
): Promise<OpenPhoto> {
	return isOpenPhoto(image) ? image : openPhoto(await readBytes(image), checkSize);
}

function isOpenPhoto(image: ByteInput | OpenPhoto): image is OpenPhoto {
	return typeof image === "object" && image !== null && "pictureBytes" in image;
}
