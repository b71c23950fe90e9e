import { type HuffmanTable, LOOKUP_BITS } from "./huffman.ts";

/** How the codes of a sequential block's coefficients are passed, the values of which nobody reads. */
export type BlockCodes = {
	readonly table: HuffmanTable;
	/**
	 * By the next {@link PASS_BITS} bits, as many whole codes as they hold, with the bits of their
	 * coefficients: {@link PASSED_BITS} has the number of bits, those above it the number of coefficients,
	 * and {@link END_OF_BLOCK} is set if the last code ends the block. 0 if they hold none.
	 */
	readonly passes: Uint16Array;
};

/** Most hold two or three codes, and two tables fit into the first-level cache. */
export const PASS_BITS = 12;

/** At most 25: a code of {@link LOOKUP_BITS} and the 15 bits of its coefficient. */
export const MAX_PASSED_BITS = 25;

export const PASSED_BITS = 31;
export const PASSED_BITS_WIDTH = 5;
export const END_OF_BLOCK: number = 1 << 12;

const SIXTEEN_ZEROS = 0xf0;

const VALUES: number = 1 << PASS_BITS;

/** More would not be a whole block. */
const MAX_COEFFICIENTS = 64;

/**
 * Makes what passes DC coefficients (T.81, F.2.2.1): one at a time.
 *
 * @example
 * const dc = dcCodes(table);
 */
export function dcCodes(table: HuffmanTable): BlockCodes {
	const passes = new Uint16Array(VALUES);
	for (let value = 0; value < VALUES; value++) {
		const [length, size] = codeAt(table, value, 0);
		if (length > 0 && size <= 15) passes[value] = (1 << PASSED_BITS_WIDTH) | (length + size);
	}
	return { table, passes };
}

/**
 * Makes what passes AC coefficients (T.81, F.2.2.2): several at a time.
 *
 * @example
 * const ac = acCodes(table);
 */
export function acCodes(table: HuffmanTable): BlockCodes {
	const passes = new Uint16Array(VALUES);
	for (let value = 0; value < VALUES; value++) passes[value] = passOf(table, value);
	return { table, passes };
}

function passOf(table: HuffmanTable, value: number): number {
	let bits = 0;
	let coefficients = 0;
	while (bits < PASS_BITS) {
		const [length, symbol] = codeAt(table, value, bits);
		const size = symbol & 15;
		const isEnd = size === 0 && symbol !== SIXTEEN_ZEROS;
		const next = coefficients + (isEnd ? 0 : (symbol >> 4) + 1);
		if (length === 0 || bits + length + size > MAX_PASSED_BITS || next > MAX_COEFFICIENTS) break;
		bits += length + size;
		coefficients = next;
		if (isEnd) return END_OF_BLOCK | (coefficients << PASSED_BITS_WIDTH) | bits;
	}
	return (coefficients << PASSED_BITS_WIDTH) | bits;
}

/** The length and the symbol of the code after so many bits of a value; 0 if it is not whole. */
function codeAt({ lookup }: HuffmanTable, value: number, bits: number): readonly [number, number] {
	const rest = (value << bits) & (VALUES - 1);
	const entry = lookup[rest >> (PASS_BITS - LOOKUP_BITS)] ?? 0;
	const length = entry >> 8;
	return length <= PASS_BITS - bits ? [length, entry & 0xff] : [0, 0];
}
