import { bytesAt, parseBytes } from "./bytes/parse.ts";
import type { Blocks, Probe } from "./container/container.ts";
import { CONTAINERS } from "./containers.ts";
import type { FreshExif } from "./exif/exif.ts";
import { requireImageType, SNIFF_BYTES } from "./sniff.ts";

/** A photo's bytes after one look at what they are and one walk over their container. */
export type OpenPhoto = {
	/** The whole file. */
	readonly bytes: Uint8Array;
	/** What its header says; throws `unreadable-image` where that makes no sense. */
	probe(): Probe;
	/** Bytes of the picture; what follows is no part of it. */
	readonly pictureBytes: number;
	/** Its metadata, still encoded. */
	blocks(): Blocks;
	/** The file without its metadata. */
	strip(fresh: FreshExif): Uint8Array;
};

/**
 * Sniffs and walks a file once, for everything that is then asked of it.
 *
 * @param bytes the whole file; only read
 * @throws {WidthwiseError} `empty-file`, `not-an-image`, `unsupported-format`, `truncated-file` or
 *   `unreadable-image`
 *
 * @example
 * const photo = openPhoto(bytes);
 * photo.probe().width; // 6000
 */
export function openPhoto(bytes: Uint8Array): OpenPhoto {
	const type = requireImageType(parseBytes(bytes, bytesAt(0, SNIFF_BYTES)));
	const file = parseBytes(bytes, CONTAINERS[type].walk(bytes.length));
	return {
		bytes,
		probe: () => parseBytes(bytes, file.probe()),
		pictureBytes: file.end,
		blocks: () => parseBytes(bytes, file.blocks()),
		strip: (fresh) => file.strip(bytes, fresh),
	};
}

/**
 * The photo, opened if it is not yet: for functions that take either.
 *
 * @throws {WidthwiseError} what {@link openPhoto} throws
 *
 * @example
 * opened(bytes).blocks();
 */
export function opened(source: Uint8Array | OpenPhoto): OpenPhoto {
	return source instanceof Uint8Array ? openPhoto(source) : source;
}
