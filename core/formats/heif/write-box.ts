import { concat, latin1 } from "../bytes/bytes.ts";

/**
 * Writes a box (ISO/IEC 14496-12, 4.2).
 *
 * @param type four characters
 *
 * @example
 * writeBox("irot", Uint8Array.of(1)); // 9 bytes
 */
export function writeBox(
	type: string,
	...contents: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
	const size = contents.reduce((total, part) => total + part.length, 8);
	return concat([uint(size, 4), latin1(type), ...contents]);
}

/**
 * Writes a box with a version and flags of 0.
 *
 * @param type four characters
 *
 * @example
 * writeFullBox("pitm", 0, uint(1, 2)); // 14 bytes
 */
export function writeFullBox(
	type: string,
	version: number,
	...contents: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
	return writeBox(type, Uint8Array.of(version, 0, 0, 0), ...contents);
}

/**
 * Writes an unsigned number, big-endian.
 *
 * @param bytes the length of the field
 *
 * @example
 * uint(258, 4); // Uint8Array.of(0, 0, 1, 2)
 */
export function uint(value: number, bytes: number): Uint8Array {
	return Uint8Array.from(
		{ length: bytes },
		(_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256,
	);
}
