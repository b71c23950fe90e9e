/** Bytes before the stream of blocks. */
export const ZLIB_HEADER_BYTES = 2;

/**
 * Whether bytes begin with the header of a zlib stream (RFC 1950, 2.2): deflate, a window of 32 KB at
 * most, no dictionary.
 *
 * @example
 * isZlib(Uint8Array.of(0x78, 0x9c)); // true
 */
export function isZlib([method = 0, flags = 0]: Uint8Array): boolean {
	const isDeflate = (method & 15) === 8 && method >> 4 <= 7;
	return isDeflate && (method * 256 + flags) % 31 === 0 && (flags & 32) === 0;
}
