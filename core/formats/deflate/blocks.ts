import { type Bits, cannotInflate } from "./bits.ts";
import { fixedLengths, readLengths } from "./code-lengths.ts";

/** The two codes of a block. */
export type BlockCodes<Code> = { readonly literals: Code; readonly distances: Code };

/** Makes the codes of the blocks of one stream. */
export type ReadCodes<Code> = (kind: number, inflated: number) => BlockCodes<Code>;

/** Blocks may be empty: without a limit, ten bits of a file each cost as much as a block. */
const MAX_BLOCKS = 100_000;
const MIN_BYTES_PER_BLOCK = 16;

/** A block with codes of its own takes as long as a hundred bytes. */
const MAX_BLOCKS_WITH_CODES = 1000;
const MIN_BYTES_PER_BLOCK_WITH_CODES = 128;

/**
 * Makes the reader of the codes of a stream's blocks (RFC 1951, 3.2.3): it makes the fixed codes once,
 * and limits how many blocks there are for what they inflate to.
 *
 * @param make makes a code from the lengths of its symbols' codes
 *
 * @throws {WidthwiseError} `unreadable-image` from calls that exceed the limit, or for damaged lengths
 *
 * @example
 * const readCodes = createReadCodes(bits, makeCode);
 * const { literals, distances } = readCodes(1, 0);
 */
export function createReadCodes<Code>(
	bits: Bits,
	make: (lengths: Uint8Array) => Code,
): ReadCodes<Code> {
	let blocks = 0;
	let withCodes = 0;
	let fixed: BlockCodes<Code> | null = null;
	const codesOf = ({ literals, distances }: ReturnType<typeof fixedLengths>): BlockCodes<Code> => {
		return { literals: make(literals), distances: make(distances) };
	};
	return (kind, inflated) => {
		if (++blocks > MAX_BLOCKS + inflated / MIN_BYTES_PER_BLOCK) throw cannotInflate();
		if (kind === 1) {
			fixed ??= codesOf(fixedLengths());
			return fixed;
		}
		const limit = MAX_BLOCKS_WITH_CODES + inflated / MIN_BYTES_PER_BLOCK_WITH_CODES;
		if (kind !== 2 || ++withCodes > limit) throw cannotInflate();
		return codesOf(readLengths(bits));
	};
}
