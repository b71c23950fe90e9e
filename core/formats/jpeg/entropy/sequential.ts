import { type BitReader, hold, NO_SYMBOL, readSymbol, takeBits } from "./bit-reader.ts";
import {
	type BlockCodes,
	END_OF_BLOCK,
	MAX_PASSED_BITS,
	PASS_BITS,
	PASSED_BITS,
	PASSED_BITS_WIDTH,
} from "./block-codes.ts";

const MASK: number = (1 << PASS_BITS) - 1;

const COEFFICIENTS_MASK: number = END_OF_BLOCK - 1;

const SIXTEEN_ZEROS = 0xf0;

const BLOCK_END = 64;

/** Returned for what is no code, or more coefficients than a block has. */
const INVALID = -1;

/** A block of each MCU of a sequential scan. */
export type SequentialBlock = { readonly dc: BlockCodes; readonly ac: BlockCodes };

/**
 * Reads the codes of MCUs of a sequential scan (T.81, F.2.2.1 and F.2.2.2), without the values of their
 * coefficients. Stops early after the limit, an offset in the chunk, and after an overrun.
 *
 * @param count of MCUs, at least 1
 *
 * @returns how many were read; 0 if a code is invalid
 *
 * @example
 * const passed = readSequentialMcus(reader, [{ dc, ac }], 8, Infinity);
 */
export function readSequentialMcus(
	reader: BitReader,
	blocks: readonly SequentialBlock[],
	count: number,
	limit: number,
): number {
	const { chunk } = reader;
	let { at, held, heldBits } = reader;
	let mcus = 0;
	do {
		for (const { dc, ac } of blocks) {
			let codes = dc;
			for (let k = 0; k < BLOCK_END; ) {
				while (heldBits < MAX_PASSED_BITS) {
					const byte = chunk[at] ?? 0xff;
					// The reader handles FF and the end of the chunk.
					if (byte === 0xff) break;
					held = (held << 8) | byte;
					heldBits += 8;
					at++;
				}
				if (heldBits < MAX_PASSED_BITS) {
					save(reader, at, held, heldBits);
					hold(reader);
					({ at, held, heldBits } = reader);
				}
				const pass = codes.passes[(held >>> (heldBits - PASS_BITS)) & MASK] ?? 0;
				const next = k + ((pass & COEFFICIENTS_MASK) >> PASSED_BITS_WIDTH);
				if (pass > 0 && next < BLOCK_END) {
					heldBits -= pass & PASSED_BITS;
					k = pass >= END_OF_BLOCK ? BLOCK_END : next;
				} else {
					save(reader, at, held, heldBits);
					k = readOne(reader, codes, k);
					if (k === INVALID) return 0;
					({ at, held, heldBits } = reader);
				}
				codes = ac;
			}
		}
		mcus++;
	} while (mcus < count && at <= limit && heldBits >= reader.zeroBits);
	save(reader, at, held, heldBits);
	return mcus;
}

/** Reads one code, and returns the number of the next coefficient. */
function readOne(reader: BitReader, { table }: BlockCodes, k: number): number {
	const symbol = readSymbol(reader, table);
	if (symbol === NO_SYMBOL || (k === 0 && symbol > 15)) return INVALID;
	const size = symbol & 15;
	takeBits(reader, size);
	if (k === 0) return 1;
	// Decoders take any other run without a coefficient for the end of the block.
	if (size === 0) return symbol === SIXTEEN_ZEROS ? k + 16 : BLOCK_END;
	const next = k + (symbol >> 4) + 1;
	return next > BLOCK_END ? INVALID : next;
}

function save(reader: BitReader, at: number, held: number, heldBits: number): void {
	reader.at = at;
	reader.held = held;
	reader.heldBits = heldBits;
}
