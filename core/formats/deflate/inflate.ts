import { WidthwiseError } from "../../errors.ts";
import { type Bits, createBits } from "./bits.ts";
import { createReadCodes, type ReadCodes } from "./blocks.ts";
import { type HuffmanCode, makeCode, nextSymbol } from "./huffman.ts";
import { END_OF_BLOCK, readDistance, readLength } from "./matches.ts";
import { createOutput, type InflateOutput } from "./output.ts";
import { isZlib, ZLIB_HEADER_BYTES } from "./zlib-header.ts";

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
	if (!isZlib(data)) return null;
	const bits = createBits(data, ZLIB_HEADER_BYTES);
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
