import type { Probe } from "../../formats/container/container.ts";
import type { PhotoMetadata } from "../../metadata/read.ts";
import type { StripOptions } from "../../privacy/strip.ts";

/** What the container of a whole file says. */
export type Inspection = {
	readonly probe: Probe;
	/** The length of the picture in bytes; bytes after it are not part of it. */
	readonly pictureBytes: number;
};

/**
 * Parses untrusted files: everything that is done with an original besides decoding its pixels. The
 * functions do what the library's functions do; an adapter says where they run.
 *
 * They reject with the errors of those functions; on threads also with `engine-timeout`,
 * `engine-failed` and `engine-unavailable`. They do not change the bytes.
 */
export type Inspector = {
	/**
	 * Walks a whole file.
	 *
	 * @param maxPixels the limit above which it is refused with `too-many-pixels`
	 */
	inspect(image: Uint8Array, maxPixels: number): Promise<Inspection>;
	/** Reads the metadata of a whole file, as `readMetadata` does. */
	readMetadata(image: Uint8Array): Promise<PhotoMetadata>;
	/** Removes the metadata of a whole file, as `strip` does. */
	strip(image: Uint8Array, options: StripOptions): Promise<Uint8Array<ArrayBuffer>>;
	/** Searches a stripped file for metadata, as `verify` does. */
	verify(image: Uint8Array, kept: StripOptions): Promise<readonly string[]>;
};
