/**
 * Computes the CRC-32 that ends a PNG chunk (PNG 5.5, annex D).
 *
 * @param bytes the chunk's type and data
 *
 * @example
 * crc32(new TextEncoder().encode("IEND")); // 0xae426082
 */
export function crc32(bytes: Uint8Array): number {
	const table = crcTable();
	let crc = 0xffffffff;
	for (let at = 0; at < bytes.length; at++) {
		crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
	}
	return ~crc >>> 0;
}

/** The CRCs of all values of a byte. Made for each chunk, which takes microseconds. */
function crcTable(): Uint32Array {
	return Uint32Array.from({ length: 256 }, (_, byte) => {
		let crc = byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
		return crc;
	});
}
