/** A Huffman code of a JPEG, as tables for fast lookup (ITU-T T.81, annex C and F.2.2.3). */
export type HuffmanTable = {
	/**
	 * By the next {@link LOOKUP_BITS} bits: the length of the code in the high byte and its symbol in
	 * the low byte; 0 for longer codes and for bits that are no code.
	 */
	readonly lookup: Uint16Array;
	/** By length in bits: the largest code of that length; -1 if there is none. */
	readonly maxCodes: Int32Array;
	/** By length in bits: what to add to a code to get the index of its symbol. */
	readonly offsets: Int32Array;
	readonly symbols: Uint8Array;
};

/** A DC and an AC table then fit into the first-level cache; few codes are longer. */
export const LOOKUP_BITS = 10;

const MAX_LENGTH = 16;

/** T.81, C.2: a symbol is a byte, and has one code. */
const MAX_SYMBOLS = 256;

/**
 * Makes the tables of a code.
 *
 * @param counts the number of codes of each length, from 1 to 16 bits
 * @param symbols in the order of their codes
 *
 * @returns `null` if there are more codes than the lengths allow, or more than 256
 *
 * @example
 * makeHuffmanTable(Uint8Array.of(1, 1, ...new Uint8Array(14)), Uint8Array.of(0, 5)); // 0: 0, 10: 5
 */
export function makeHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable | null {
	if (symbols.length > MAX_SYMBOLS) return null;
	const lookup = new Uint16Array(1 << LOOKUP_BITS);
	const maxCodes = new Int32Array(MAX_LENGTH + 1).fill(-1);
	const offsets = new Int32Array(MAX_LENGTH + 1);
	let code = 0;
	let index = 0;
	for (let length = 1; length <= MAX_LENGTH; length++) {
		const count = counts[length - 1] ?? 0;
		if (code + count > 1 << length) return null;
		offsets[length] = index - code;
		for (let end = index + count; index < end; index++, code++) {
			if (length > LOOKUP_BITS) continue;
			const shift = LOOKUP_BITS - length;
			lookup.fill((length << 8) | (symbols[index] ?? 0), code << shift, (code + 1) << shift);
		}
		if (count > 0) maxCodes[length] = code - 1;
		code <<= 1;
	}
	return { lookup, maxCodes, offsets, symbols };
}
