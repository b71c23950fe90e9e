/**
 * Bytes that can be read from any place: a buffer, a file on disk, an object in a store. Header
 * parsers use it, so a 200 MB file is judged from a few kilobytes.
 */
export type ByteSource = {
	/** Total length in bytes. */
	readonly size: number;
	/**
	 * The bytes from `offset`, at most `length` of them; fewer (or none) only at the end.
	 * May be a view on a shared buffer: read it, do not keep or change it.
	 */
	read(offset: number, length: number): Promise<Uint8Array>;
};

/**
 * A {@link ByteSource} over bytes in memory.
 *
 * @example
 * const probe = await probeImage(byteSource(new Uint8Array(await response.arrayBuffer())));
 */
export function byteSource(bytes: Uint8Array): ByteSource {
	return {
		size: bytes.length,
		read: async (offset, length) => bytes.subarray(offset, offset + length),
	};
}
