import { type ByteInput, readBytes } from "./read-bytes.ts";

/**
 * Bytes that are read in pieces: from a buffer, a file on disk or an object in a store. Parsers of
 * headers use it to read a few kilobytes of a 200 MB file.
 */
export type ByteSource = {
	/** Total length in bytes. */
	readonly size: number;
	/**
	 * Reads at most `length` bytes from `offset`; fewer, or none, only at the end. The result may be
	 * a view of a shared buffer: callers must not change it, nor use it after the next read.
	 */
	read(offset: number, length: number): Promise<Uint8Array>;
};

/**
 * Makes a {@link ByteSource} from bytes in memory.
 *
 * @example
 * const source = byteSource(Uint8Array.of(1, 2, 3));
 * await source.read(1, 10); // Uint8Array.of(2, 3)
 */
export function byteSource(bytes: Uint8Array): ByteSource {
	return {
		size: bytes.length,
		read: async (offset, length) => bytes.subarray(offset, offset + length),
	};
}

/**
 * Makes a {@link ByteSource} from what callers pass; returns one as it is. Parts of a Blob, such as a
 * file in a form, are read when they are needed.
 *
 * @throws {WidthwiseError} `invalid-argument` for what is not bytes
 *
 * @example
 * (await sourceOf(new Blob(["ab"]))).size; // 2
 */
export async function sourceOf(image: ByteInput | ByteSource): Promise<ByteSource> {
	if (isSource(image)) return image;
	return image instanceof Blob ? blobSource(image) : byteSource(await readBytes(image));
}

function isSource(image: ByteInput | ByteSource): image is ByteSource {
	return typeof image === "object" && image !== null && "read" in image && "size" in image;
}

function blobSource(blob: Blob): ByteSource {
	return {
		size: blob.size,
		read: async (offset, length) => readBytes(blob.slice(offset, offset + length)),
	};
}
