/** A table of the CRCs of all bytes is made for chunks of as many bytes: a file may have 100,000 small ones. */
const TABLE_BYTES = 256;

/**
 * Computes the CRC-32 that ends a PNG chunk (PNG 5.5, annex D).
 *
 * @param bytes the chunk's type and data
 *
 * @example
 * crc32(new TextEncoder().encode("IEND")); // 0xae426082
 */
export function crc32(bytes: Uint8Array): number {
	if (bytes.length < TABLE_BYTES) return ~bytes.reduce(addByte, 0xffffffff) >>> 0;
	const table = Uint32Array.from({ length: 256 }, (_, byte) => addByte(0, byte));
	let crc = 0xffffffff;
	for (let at = 0; at < bytes.length; at++) {
		crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
	}
	return ~crc >>> 0;
}

function addByte(before: number, byte: number): number {
	let crc = before ^ byte;
	for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	return crc;
}
