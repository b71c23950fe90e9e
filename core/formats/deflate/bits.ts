import type { WidthwiseError } from "../../errors.ts";
import { unreadable } from "../bytes/damage.ts";

/** Reads the bits of a deflate stream (RFC 1951, 3.1.1). */
export type Bits = {
	/** Reads a number of so many bits, at most 16, the lowest first. */
	take(count: number): number;
	/** Skips to the next byte and reads so many. */
	bytes(count: number): Uint8Array;
};

/**
 * Makes the error for a stream that is damaged or too long, which `inflate` catches.
 *
 * @example
 * cannotInflate().code; // "unreadable-image"
 */
export function cannotInflate(): WidthwiseError {
	return unreadable("PNG", "its compressed data are damaged");
}

/**
 * Makes a reader of the bits from an offset.
 *
 * @throws {WidthwiseError} `unreadable-image` from calls that would read past the end
 *
 * @example
 * createBits(Uint8Array.of(0b101), 0).take(2); // 1
 */
export function createBits(data: Uint8Array, start: number): Bits {
	let at = start;
	let held = 0;
	let heldBits = 0;
	return {
		take(count) {
			while (heldBits < count) {
				const byte = data[at++];
				if (byte === undefined) throw cannotInflate();
				held |= byte << heldBits;
				heldBits += 8;
			}
			const value = held & ((1 << count) - 1);
			held >>>= count;
			heldBits -= count;
			return value;
		},
		bytes(count) {
			held = 0;
			heldBits = 0;
			if (at + count > data.length) throw cannotInflate();
			at += count;
			return data.subarray(at - count, at);
		},
	};
}
