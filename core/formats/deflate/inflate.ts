import { WidthwiseError } from "../../errors.ts";
import { type Bits, cannotInflate, createBits } from "./bits.ts";
import { createReadCodes, type ReadCodes } from "./blocks.ts";
import { type HuffmanCode, makeCode, nextSymbol } from "./huffman.ts";
import { createOutput, type InflateOutput } from "./output.ts";

/** The symbol that ends a block. */
const END_OF_BLOCK = 256;

/**
 * Inflates a zlib stream (RFC 1950, 1951) of a few megabytes at most, at once; for metadata. Unlike
 * `DecompressionStream` it returns no promise. The checksum is not compared: decoders of PNG ignore
 * it, too.
 *
 * @param data only read; what follows the stream is ignored
 * @param maxBytes the limit of the result; with the limit of blocks, it limits the work
 *
 * @returns `null` if the stream is damaged or its contents are longer than the limit
 *
 * @example
 * const profile = inflate(data, 4 << 20);
 */
export function inflate(data: Uint8Array, maxBytes: number): Uint8Array | null {
	const [method = 0, flags = 0] = data;
	// RFC 1950, 2.2: deflate, a window of 32 KB at most, no dictionary.
	if ((method & 15) !== 8 || method >> 4 > 7) return null;
	if ((method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) return null;
	const bits = createBits(data, 2);
	const output = createOutput(maxBytes);
	const readCodes = createReadCodes(bits, makeCode);
	try {
		for (let isLast = false; !isLast; ) {
			isLast = bits.take(1) === 1;
			inflateBlock(bits.take(2), bits, output, readCodes);
		}
		return output.bytes();
	} catch (error) {
		if (error instanceof WidthwiseError) return null;
		throw error;
	}
}

/** RFC 1951, 3.2.3: 0 stored, 1 fixed codes, 2 its own codes. */
function inflateBlock(
	kind: number,
	bits: Bits,
	output: InflateOutput,
	readCodes: ReadCodes<HuffmanCode>,
): void {
	if (kind === 0) {
		const [low = 0, high = 0] = bits.bytes(4);
		output.put(bits.bytes(low + 256 * high));
		return;
	}
	const { literals, distances } = readCodes(kind, output.length());
	for (
		let symbol = nextSymbol(bits, literals);
		symbol !== END_OF_BLOCK;
		symbol = nextSymbol(bits, literals)
	) {
		if (symbol < END_OF_BLOCK) output.putByte(symbol);
		else {
			const length = readLength(symbol, bits);
			output.repeat(readDistance(nextSymbol(bits, distances), bits), length);
		}
	}
}

/** RFC 1951, 3.2.5: 257 to 264 are 3 to 10; then four symbols for each number of extra bits. */
function readLength(symbol: number, bits: Bits): number {
	if (symbol > 285) throw cannotInflate();
	if (symbol === 285) return 258;
	if (symbol < 265) return symbol - 254;
	const extra = (symbol - 261) >> 2;
	return 3 + ((4 + ((symbol - 261) & 3)) << extra) + bits.take(extra);
}

/** RFC 1951, 3.2.5: 0 to 3 are 1 to 4; then two symbols for each number of extra bits. */
function readDistance(symbol: number, bits: Bits): number {
	if (symbol > 29) throw cannotInflate();
	if (symbol < 4) return symbol + 1;
	const extra = (symbol >> 1) - 1;
	return 1 + ((2 + (symbol & 1)) << extra) + bits.take(extra);
}
