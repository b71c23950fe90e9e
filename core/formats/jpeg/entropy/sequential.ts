import { type BitReader, hold, NO_SYMBOL, readSymbol, takeBits } from "./bit-reader.ts";
import { type HuffmanTable, LOOKUP_BITS } from "./huffman.ts";

const MASK: number = (1 << LOOKUP_BITS) - 1;

/** A code of {@link LOOKUP_BITS} and the 15 bits of its coefficient. */
const MAX_LOOKED_UP_BITS = 25;

const SIXTEEN_ZEROS = 0xf0;

/**
 * Reads the codes of one block of a sequential scan (T.81, F.2.2.1 and F.2.2.2), without the values of
 * its coefficients.
 *
 * @returns `false` if a code is invalid
 *
 * @example
 * const isValid = readSequentialBlock(reader, dc, ac);
 */
export function readSequentialBlock(
	reader: BitReader,
	dc: HuffmanTable,
	ac: HuffmanTable,
): boolean {
	const size = readSymbol(reader, dc);
	if (size === NO_SYMBOL || size > 15) return false;
	takeBits(reader, size);
	const { chunk } = reader;
	const { lookup } = ac;
	let { at, held, heldBits } = reader;
	let isValid = true;
	for (let k = 1; k < 64; ) {
		while (heldBits < MAX_LOOKED_UP_BITS) {
			const byte = chunk[at] ?? 0xff;
			// The reader handles FF and the end of the chunk.
			if (byte === 0xff) break;
			held = (held << 8) | byte;
			heldBits += 8;
			at++;
		}
		if (heldBits < MAX_LOOKED_UP_BITS) {
			save(reader, at, held, heldBits);
			hold(reader);
			({ at, held, heldBits } = reader);
		}
		const entry = lookup[(held >>> (heldBits - LOOKUP_BITS)) & MASK] ?? 0;
		let symbol = entry & 0xff;
		heldBits -= (entry >> 8) + (symbol & 15);
		if (entry === 0) {
			save(reader, at, held, heldBits);
			symbol = readSymbol(reader, ac);
			if (symbol === NO_SYMBOL) return false;
			takeBits(reader, symbol & 15);
			({ at, held, heldBits } = reader);
		}
		if ((symbol & 15) === 0) {
			// Decoders take any other run without a coefficient for the end of the block.
			if (symbol !== SIXTEEN_ZEROS) break;
			k += 16;
			continue;
		}
		k += (symbol >> 4) + 1;
		isValid = k <= 64;
	}
	save(reader, at, held, heldBits);
	return isValid;
}

function save(reader: BitReader, at: number, held: number, heldBits: number): void {
	reader.at = at;
	reader.held = held;
	reader.heldBits = heldBits;
}
