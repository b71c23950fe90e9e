import { type Bits, cannotInflate } from "./bits.ts";

/** The symbol that ends a block (RFC 1951, 3.2.5). */
export const END_OF_BLOCK = 256;

/**
 * Reads how many bytes a match repeats (RFC 1951, 3.2.5): 257 to 264 are 3 to 10; then four symbols for
 * each number of extra bits.
 *
 * @throws {WidthwiseError} `unreadable-image`
 *
 * @example
 * readLength(257, bits); // 3
 */
export function readLength(symbol: number, bits: Bits): number {
	if (symbol > 285) throw cannotInflate();
	if (symbol === 285) return 258;
	if (symbol < 265) return symbol - 254;
	const extra = (symbol - 261) >> 2;
	return 3 + ((4 + ((symbol - 261) & 3)) << extra) + bits.take(extra);
}

/**
 * Reads how many bytes before a match begins (RFC 1951, 3.2.5): 0 to 3 are 1 to 4; then two symbols for
 * each number of extra bits.
 *
 * @throws {WidthwiseError} `unreadable-image`
 *
 * @example
 * readDistance(3, bits); // 4
 */
export function readDistance(symbol: number, bits: Bits): number {
	if (symbol > 29) throw cannotInflate();
	if (symbol < 4) return symbol + 1;
	const extra = (symbol >> 1) - 1;
	return 1 + ((2 + (symbol & 1)) << extra) + bits.take(extra);
}
