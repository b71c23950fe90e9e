import { concat, viewOf } from "../bytes/bytes.ts";

/** A stored block holds at most so many bytes (RFC 1951, 3.2.4). */
export const MAX_STORED_BYTES = 0xffff;

/** RFC 1950, 8.2: the modulus of the checksum. */
const ADLER_BASE = 65521;

/** So many bytes can be added before the sums exceed 32 bits. */
const ADLER_RUN = 5552;

/**
 * Writes bytes as a zlib stream (RFC 1950) without compressing them.
 *
 * @example
 * inflate(storeZlib(Uint8Array.of(1, 2)), 10); // Uint8Array.of(1, 2)
 */
export function storeZlib(bytes: Uint8Array): Uint8Array {
	const blocks = Math.max(1, Math.ceil(bytes.length / MAX_STORED_BYTES));
	const checksum = new Uint8Array(4);
	viewOf(checksum).setUint32(0, adler32(bytes));
	return concat([
		Uint8Array.of(0x78, 0x01),
		...Array.from({ length: blocks }, (_, index) => {
			const start = index * MAX_STORED_BYTES;
			const part = bytes.subarray(start, start + MAX_STORED_BYTES);
			const [low, high] = [part.length & 0xff, part.length >> 8];
			const head = [index === blocks - 1 ? 1 : 0, low, high, ~low & 0xff, ~high & 0xff];
			return concat([Uint8Array.from(head), part]);
		}),
		checksum,
	]);
}

/** Two sums, in 16 bits each. */
export type Adler32 = number;

/**
 * Computes the checksum that ends a zlib stream (RFC 1950, 8.2).
 *
 * @param before the checksum of the bytes before these. Default: there are none
 *
 * @example
 * adler32(new TextEncoder().encode("Wikipedia")); // 0x11e60398
 */
export function adler32(bytes: Uint8Array, before: Adler32 = 1): Adler32 {
	let [one, two] = [before & 0xffff, before >>> 16];
	for (let start = 0; start < bytes.length; start += ADLER_RUN) {
		const end = Math.min(start + ADLER_RUN, bytes.length);
		for (let at = start; at < end; at++) {
			one += bytes[at] ?? 0;
			two += one;
		}
		one %= ADLER_BASE;
		two %= ADLER_BASE;
	}
	return two * 0x10000 + one;
}
