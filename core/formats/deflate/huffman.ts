import { type Bits, cannotInflate } from "./bits.ts";

/** A Huffman code: how many symbols have codes of each length, and the symbols in their order. */
export type HuffmanCode = { readonly counts: Uint16Array; readonly symbols: Uint16Array };

/** RFC 1951, 3.2.2: the longest code. */
const MAX_CODE_BITS = 15;

/**
 * Makes a code from the lengths of its symbols' codes, which determine it (RFC 1951, 3.2.2).
 *
 * @param lengths in bits, by symbol; 0 for a symbol that does not occur
 *
 * @throws {WidthwiseError} `unreadable-image` for more codes than there can be of these lengths
 *
 * @example
 * makeCode(Uint8Array.of(1, 1));
 */
export function makeCode(lengths: Uint8Array): HuffmanCode {
	const counts = new Uint16Array(MAX_CODE_BITS + 1);
	for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
	counts[0] = 0;
	checkCounts(counts);
	const offsets = new Uint16Array(MAX_CODE_BITS + 2);
	for (let length = 1; length <= MAX_CODE_BITS; length++) {
		offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0);
	}
	const symbols = new Uint16Array(lengths.length);
	for (const [symbol, length] of lengths.entries()) {
		if (length === 0) continue;
		const at = offsets[length] ?? 0;
		symbols[at] = symbol;
		offsets[length] = at + 1;
	}
	return { counts, symbols };
}

/** With too many codes, some begin with others, and each decoder reads something else. */
function checkCounts(counts: Uint16Array): void {
	let free = 1;
	for (let length = 1; length <= MAX_CODE_BITS; length++) {
		free = 2 * free - (counts[length] ?? 0);
		if (free < 0) throw cannotInflate();
	}
}

/**
 * Reads a symbol bit by bit: codes of one length are consecutive numbers.
 *
 * @throws {WidthwiseError} `unreadable-image` for bits that are no code
 *
 * @example
 * nextSymbol(createBits(Uint8Array.of(1), 0), makeCode(Uint8Array.of(1, 1))); // 1
 */
export function nextSymbol(bits: Bits, { counts, symbols }: HuffmanCode): number {
	let code = 0;
	let first = 0;
	let index = 0;
	for (let length = 1; length <= MAX_CODE_BITS; length++) {
		code |= bits.take(1);
		const count = counts[length] ?? 0;
		if (code - first < count) return symbols[index + code - first] ?? 0;
		index += count;
		first = (first + count) << 1;
		code <<= 1;
	}
	throw cannotInflate();
}
