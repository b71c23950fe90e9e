import type { Parse } from "../bytes/parse.ts";
import type { FreshExif, Orientation } from "../exif/exif.ts";
import type { ImageType } from "../tables/input.ts";

/** What a file's container says of the picture in it, without decoding a pixel. */
export type Probe = {
	readonly type: ImageType;
	/** Pixels, as stored: before the orientation is applied. */
	readonly width: number;
	/** Pixels, as stored: before the orientation is applied. */
	readonly height: number;
	/** As EXIF numbers it; of an AVIF, what `irot` and `imir` amount to. */
	readonly orientation: Orientation;
	/** 1 for a still picture. */
	readonly frames: number;
	/** Whether pixels may be transparent. */
	readonly hasAlpha: boolean;
	/** Whether the colours are printing inks (CMYK, YCCK), which browsers show wrong or not at all. */
	readonly isCmyk: boolean;
};

/** The metadata of a file, still encoded, wherever its container keeps it. */
export type Blocks = {
	/** A TIFF structure. */
	readonly exif: Uint8Array | null;
	/** An XMP packet. Of JPEG the main one: extensions (up to gigabytes of editing history) are skipped. */
	readonly xmp: Uint8Array | null;
	/** A JPEG that holds nothing but the APP13 segments of the file. */
	readonly iptc: Uint8Array | null;
	/** PNG's texts by keyword. */
	readonly texts: ReadonlyMap<string, string>;
};

/** The metadata of a file that has none. */
export const NO_BLOCKS: Blocks = { exif: null, xmp: null, iptc: null, texts: new Map() };

/** A container format: one for each row of the table of input formats. */
export type Container = {
	/**
	 * Judges a file by its header.
	 *
	 * @param size bytes in the file
	 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
	 */
	probe(size: number): Parse<Probe>;
	/**
	 * Walks the whole file, once.
	 *
	 * @param size bytes in the file
	 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
	 */
	walk(size: number): Parse<WalkedFile>;
};

/** A file after one walk over its container. */
export type WalkedFile = {
	/** The offset after the picture; what follows is no part of it. */
	readonly end: number;
	probe(): Parse<Probe>;
	blocks(): Parse<Blocks>;
	/**
	 * The file without its metadata, its compressed pixels untouched.
	 *
	 * @param bytes the whole file; only read
	 * @param fresh makes the EXIF block to carry
	 * @throws {WidthwiseError} `unsupported-format` for what cannot be stripped without re-encoding it
	 */
	strip(bytes: Uint8Array, fresh: FreshExif): Uint8Array;
};
