/** Reads the bits of a deflate stream (RFC 1951, 3.1.1). */
export type Bits = {
	/** Reads a number of so many bits, at most 16, the lowest first. */
	take(count: number): number;
	/** Skips to the next byte and reads so many. */
	bytes(count: number): Uint8Array;
};

/** Thrown while a stream is inflated, and caught by `inflate`: it is damaged, or too long. */
export const CANNOT_INFLATE: Error = new Error("Cannot inflate");

/**
 * Makes a reader of the bits from an offset.
 *
 * @throws {Error} {@link CANNOT_INFLATE} from calls that would read past the end
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
				if (byte === undefined) throw CANNOT_INFLATE;
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
			if (at + count > data.length) throw CANNOT_INFLATE;
			at += count;
			return data.subarray(at - count, at);
		},
	};
}
