import type { Bits } from "./bits.ts";
import { type HuffmanCode, makeCode, nextSymbol } from "./huffman.ts";

/** A Huffman code with a table of its short codes, for megabytes of data. */
export type FastCode = {
	/** By the next {@link LOOKUP_BITS} bits: the symbol times 16, and the length of its code; 0 for others. */
	readonly lookup: Uint16Array;
	readonly all: HuffmanCode;
};

/** Bits that can be looked at before they are taken. */
export type PeekBits = Bits & {
	/** The next 10 bits, the lowest first; zeros after the end. */
	peek(): number;
};

/** A table is made for each block, which may have a few bytes only. */
export const LOOKUP_BITS = 10;

const SIZE = 1 << LOOKUP_BITS;

/**
 * Makes a code from the lengths of its symbols' codes, in bits; 0 for symbols without a code.
 *
 * @throws {WidthwiseError} `unreadable-image`, like `makeCode`
 *
 * @example
 * const code = makeFastCode(lengths);
 */
export function makeFastCode(lengths: Uint8Array): FastCode {
	const all = makeCode(lengths);
	const lookup = new Uint16Array(SIZE);
	let code = 0;
	let index = 0;
	for (let length = 1; length <= LOOKUP_BITS; length++) {
		const count = all.counts[length] ?? 0;
		for (const end = index + count; index < end; index++, code++) {
			const entry = (all.symbols[index] ?? 0) * 16 + length;
			// RFC 1951, 3.1.1: codes are packed from their highest bit, all else from the lowest.
			for (let at = reversed(code, length); at < SIZE; at += 1 << length) lookup[at] = entry;
		}
		code <<= 1;
	}
	return { lookup, all };
}

/**
 * Reads a symbol.
 *
 * @throws whatever `nextSymbol` throws for bits that are no code
 *
 * @example
 * const symbol = readFast(bits, code);
 */
export function readFast(bits: PeekBits, { lookup, all }: FastCode): number {
	const entry = lookup[bits.peek()] ?? 0;
	if (entry === 0) return nextSymbol(bits, all);
	bits.take(entry & 15);
	return entry >> 4;
}

function reversed(code: number, length: number): number {
	let result = 0;
	for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
	return result;
}
