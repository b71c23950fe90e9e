import type { Parse } from "../bytes/parse.ts";
import type { FreshExif, Orientation } from "../exif/exif.ts";
import type { ImageType } from "../tables/input.ts";

/** The properties of a picture that its container declares. */
export type Probe = {
	readonly type: ImageType;
	/** Pixels, as stored: before the orientation is applied. */
	readonly width: number;
	/** Pixels, as stored: before the orientation is applied. */
	readonly height: number;
	/** EXIF's orientation, 1 to 8; of an AVIF, the combination of `irot` and `imir`. */
	readonly orientation: Orientation;
	/** 1 for a still picture. */
	readonly frames: number;
	/** Whether pixels may be transparent. */
	readonly hasAlpha: boolean;
	/** Whether the colours are CMYK or YCCK, which browsers show wrongly or not at all. */
	readonly isCmyk: boolean;
	/** Whether it is a progressive JPEG or an interlaced PNG: decoders hold it as a whole. Default: no. */
	readonly isProgressive?: boolean | undefined;
	/** Bits for a sample, if there are more than 8. */
	readonly depth?: number | undefined;
};

/** The metadata of a file, still encoded. */
export type Blocks = {
	/** A TIFF structure. */
	readonly exif: Uint8Array | null;
	/**
	 * An XMP packet; of a JPEG the main one, without extended XMP (up to gigabytes of edit history).
	 */
	readonly xmp: Uint8Array | null;
	/** A JPEG file that contains only the Photoshop APP13 segments of the original file. */
	readonly iptc: Uint8Array | null;
	/** The texts of a PNG, by keyword in lower case. */
	readonly texts: ReadonlyMap<string, string>;
};

/** The metadata of a file without any. */
export const NO_BLOCKS: Blocks = { exif: null, xmp: null, iptc: null, texts: new Map() };

/** Throws for a picture of too many pixels. */
export type CheckSize = (size: Pick<Probe, "width" | "height">) => void;

/** Takes a picture of any size. */
export const ANY_SIZE: CheckSize = () => {};

/** A container format. Each row of the table of input formats has one. */
export type Container = {
	/**
	 * Reads the properties of the picture from the header.
	 *
	 * @param size bytes in the file
	 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
	 */
	probe(size: number): Parse<Probe>;
	/**
	 * Walks the whole file, once.
	 *
	 * @param size bytes in the file
	 * @param checkSize throws if a picture is too large for the codes of its pixels to be walked
	 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
	 */
	walk(size: number, checkSize: CheckSize): Parse<WalkedFile>;
};

/** A file whose container has been walked. */
export type WalkedFile = {
	/** The offset after the picture; bytes after it are not part of it. */
	readonly end: number;
	/** Reads the properties of the picture. */
	probe(): Parse<Probe>;
	/** Reads the metadata, still encoded. */
	blocks(): Parse<Blocks>;
	/**
	 * Copies the file without its metadata. Compressed pixels are copied byte for byte.
	 *
	 * @param bytes the whole file; only read
	 * @param fresh makes the EXIF block of the copy
	 * @throws {WidthwiseError} `unsupported-format` if the format cannot be stripped without
	 *   re-encoding
	 */
	strip(bytes: Uint8Array, fresh: FreshExif): Uint8Array<ArrayBuffer>;
};
