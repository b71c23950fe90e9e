import { concat, viewOf } from "../bytes/bytes.ts";

/** A stored block holds at most so many bytes (RFC 1951, 3.2.4). */
const MAX_BLOCK_BYTES = 0xffff;

/** RFC 1950, 8.2: the modulus of the checksum. */
const ADLER_BASE = 65521;

/**
 * Writes bytes as a zlib stream (RFC 1950) without compressing them.
 *
 * @example
 * inflate(storeZlib(Uint8Array.of(1, 2)), 10); // Uint8Array.of(1, 2)
 */
export function storeZlib(bytes: Uint8Array): Uint8Array {
	const blocks = Math.max(1, Math.ceil(bytes.length / MAX_BLOCK_BYTES));
	const checksum = new Uint8Array(4);
	viewOf(checksum).setUint32(0, adler32(bytes));
	return concat([
		Uint8Array.of(0x78, 0x01),
		...Array.from({ length: blocks }, (_, index) => {
			const start = index * MAX_BLOCK_BYTES;
			const part = bytes.subarray(start, start + MAX_BLOCK_BYTES);
			const [low, high] = [part.length & 0xff, part.length >> 8];
			const head = [index === blocks - 1 ? 1 : 0, low, high, ~low & 0xff, ~high & 0xff];
			return concat([Uint8Array.from(head), part]);
		}),
		checksum,
	]);
}

function adler32(bytes: Uint8Array): number {
	let [one, two] = [1, 0];
	for (const byte of bytes) {
		one = (one + byte) % ADLER_BASE;
		two = (two + one) % ADLER_BASE;
	}
	return two * 0x10000 + one;
}
