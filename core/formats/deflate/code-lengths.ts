import { type Bits, cannotInflate } from "./bits.ts";
import { makeCode, nextSymbol } from "./huffman.ts";

/** The lengths of a block's two codes, in bits, by symbol. */
export type CodeLengths = { readonly literals: Uint8Array; readonly distances: Uint8Array };

/** Lengths of codes in the order in which a block stores them (RFC 1951, 3.2.7). */
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;

/**
 * Returns the lengths of the codes that all blocks of kind 1 use (RFC 1951, 3.2.6).
 *
 * @example
 * fixedLengths().distances[0]; // 5
 */
export function fixedLengths(): CodeLengths {
	const literals = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
	return { literals, distances: new Uint8Array(30).fill(5) };
}

/**
 * Reads the lengths of the codes of a block of kind 2 (RFC 1951, 3.2.7).
 *
 * @throws {WidthwiseError} `unreadable-image`
 *
 * @example
 * const { literals, distances } = readLengths(bits);
 */
export function readLengths(bits: Bits): CodeLengths {
	const literals = 257 + bits.take(5);
	const distances = 1 + bits.take(5);
	const ofCodes = new Uint8Array(19);
	const count = 4 + bits.take(4);
	for (const symbol of CODE_ORDER.slice(0, count)) ofCodes[symbol] = bits.take(3);
	const code = makeCode(ofCodes);
	const lengths = new Uint8Array(literals + distances);
	for (let at = 0; at < lengths.length; ) {
		const symbol = nextSymbol(bits, code);
		if (symbol < 16) {
			lengths[at++] = symbol;
			continue;
		}
		if (symbol === 16 && at === 0) throw cannotInflate();
		const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
		const times =
			symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
		if (at + times > lengths.length) throw cannotInflate();
		lengths.fill(value, at, at + times);
		at += times;
	}
	return { literals: lengths.subarray(0, literals), distances: lengths.subarray(literals) };
}
