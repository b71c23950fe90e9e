import { type HuffmanTable, LOOKUP_BITS } from "./huffman.ts";

/**
 * Reads the bits of entropy-coded data (T.81, F.2.2.5) from a chunk of the file. Its fields change:
 * the loops that read millions of codes keep them in local variables. After the end of the data, at a
 * marker or at the end of the chunk, zeros are read.
 */
export type BitReader = {
	chunk: Uint8Array;
	/** Offset in the chunk of the next byte to hold. */
	at: number;
	/** The bits that are held, the next one highest; only the low {@link heldBits} count. */
	held: number;
	/** At most 32. */
	heldBits: number;
	/** How many of the held bits are zeros from after the end of the data. */
	zeroBits: number;
};

/** What {@link readSymbol} returns for bits that are no code. */
export const NO_SYMBOL = -1;

/**
 * Makes a reader that begins at an offset in a chunk.
 *
 * @example
 * takeBits(createBitReader(Uint8Array.of(0b1010_0000), 0), 3); // 0b101
 */
export function createBitReader(chunk: Uint8Array, at: number): BitReader {
	return { chunk, at, held: 0, heldBits: 0, zeroBits: 0 };
}

/**
 * Holds at least 25 bits.
 *
 * @example
 * hold(reader);
 */
export function hold(reader: BitReader): void {
	const { chunk } = reader;
	while (reader.heldBits <= 24) {
		const byte = chunk[reader.at] ?? 0;
		const isData = reader.at < chunk.length && (byte !== 0xff || chunk[reader.at + 1] === 0);
		if (isData) reader.at += byte === 0xff ? 2 : 1;
		else reader.zeroBits += 8;
		reader.held = (reader.held << 8) | (isData ? byte : 0);
		reader.heldBits += 8;
	}
}

/**
 * Reads a number of so many bits, 0 to 16.
 *
 * @example
 * const bit = takeBits(reader, 1);
 */
export function takeBits(reader: BitReader, count: number): number {
	if (reader.heldBits < count) hold(reader);
	reader.heldBits -= count;
	return (reader.held >>> reader.heldBits) & ((1 << count) - 1);
}

/**
 * Reads the next symbol of a code; {@link NO_SYMBOL} if the next bits are no code.
 *
 * @example
 * const symbol = readSymbol(reader, table);
 */
export function readSymbol(reader: BitReader, table: HuffmanTable): number {
	if (reader.heldBits < 16) hold(reader);
	const entry =
		table.lookup[(reader.held >>> (reader.heldBits - LOOKUP_BITS)) & ((1 << LOOKUP_BITS) - 1)] ?? 0;
	if (entry === 0) return readLongSymbol(reader, table);
	reader.heldBits -= entry >> 8;
	return entry & 0xff;
}

/** T.81, F.2.2.3, figure F.16. */
function readLongSymbol(reader: BitReader, table: HuffmanTable): number {
	for (let length = LOOKUP_BITS + 1; length <= 16; length++) {
		const code = (reader.held >>> (reader.heldBits - length)) & ((1 << length) - 1);
		const isCode = code <= (table.maxCodes[length] ?? -1);
		if (!isCode) continue;
		reader.heldBits -= length;
		return table.symbols[code + (table.offsets[length] ?? 0)] ?? NO_SYMBOL;
	}
	return NO_SYMBOL;
}

/**
 * Whether more bits were read than the data has.
 *
 * @example
 * if (hasOverrun(reader)) return "incomplete";
 */
export function hasOverrun({ heldBits, zeroBits }: BitReader): boolean {
	return heldBits < zeroBits;
}

/**
 * Forgets the bits that are held, and returns the offset in the chunk after the last byte of which a bit was read.
 *
 * @example
 * const end = dropHeld(reader);
 */
export function dropHeld(reader: BitReader): number {
	let left = Math.max(0, reader.heldBits - reader.zeroBits) >> 3;
	for (; left > 0; left--) {
		// T.81, F.1.2.3: a zero is stuffed after each FF.
		const isStuffed = reader.chunk[reader.at - 1] === 0 && reader.chunk[reader.at - 2] === 0xff;
		reader.at -= isStuffed ? 2 : 1;
	}
	reader.held = 0;
	reader.heldBits = 0;
	reader.zeroBits = 0;
	return reader.at;
}
