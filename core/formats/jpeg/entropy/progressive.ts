import { type BitReader, NO_SYMBOL, readSymbol, takeBits } from "./bit-reader.ts";
import type { HuffmanTable } from "./huffman.ts";

/** The coefficients of a component that are not zero: 64 bits for each block, in two words. */
export type NonZero = Int32Array;

/** A first scan of AC coefficients (T.81, G.1.2.2). */
export type AcScan = {
	readonly ac: HuffmanTable;
	/** The first and the last coefficient, in zigzag order: Ss and Se. */
	readonly first: number;
	readonly last: number;
	/** The component's; `null` if no later scan refines these coefficients. */
	readonly nonZero: NonZero | null;
};

/** A refining scan of AC coefficients (T.81, G.1.2.3). */
export type RefiningScan = AcScan & {
	readonly nonZero: NonZero;
	/** Blocks that are yet to come in the current run of blocks without new coefficients: EOBRUN. */
	run: number;
};

/**
 * Reads the code of one block of a first scan of DC coefficients (T.81, G.1.2.1).
 *
 * @returns `false` if the code is invalid
 *
 * @example
 * const isValid = readDcBlock(reader, dc);
 */
export function readDcBlock(reader: BitReader, dc: HuffmanTable): boolean {
	const size = readSymbol(reader, dc);
	if (size === NO_SYMBOL || size > 15) return false;
	takeBits(reader, size);
	return true;
}

/**
 * Reads the codes of a block of a first scan of AC coefficients (T.81, G.1.2.2).
 *
 * @param block the block's number in the component
 *
 * @returns how many blocks they are for: a run of blocks can end with one code; 0 if one is invalid
 *
 * @example
 * const blocks = readAcBlock(reader, scan, 0);
 */
export function readAcBlock(reader: BitReader, scan: AcScan, block: number): number {
	const { ac, last, nonZero } = scan;
	for (let k = scan.first; k <= last; k++) {
		const symbol = readSymbol(reader, ac);
		if (symbol === NO_SYMBOL) return 0;
		const zeros = symbol >> 4;
		const size = symbol & 15;
		if (size === 0 && zeros < 15) return readRun(reader, zeros);
		k += zeros;
		if (size === 0) continue;
		if (k > last) return 0;
		takeBits(reader, size);
		if (nonZero) mark(nonZero, block, k);
	}
	return 1;
}

/**
 * Reads the codes and correction bits of one block of a refining scan of AC coefficients (T.81,
 * G.1.2.3), and passes the blocks after it that are in a run and have nothing to correct.
 *
 * @param block the block's number in the component
 *
 * @returns how many blocks were passed; 0 if a code is invalid
 *
 * @example
 * const blocks = refineAcBlock(reader, scan, 0);
 */
export function refineAcBlock(reader: BitReader, scan: RefiningScan, block: number): number {
	const { ac, last, nonZero } = scan;
	let k = scan.first;
	while (scan.run === 0 && k <= last) {
		const symbol = readSymbol(reader, ac);
		if (symbol === NO_SYMBOL) return 0;
		const zeros = symbol >> 4;
		const size = symbol & 15;
		if (size > 1) return 0;
		if (size === 0 && zeros < 15) {
			scan.run = readRun(reader, zeros);
			break;
		}
		// The sign of the new coefficient comes before the corrections of those it passes.
		takeBits(reader, size);
		k = correct(reader, nonZero, block, k, last, zeros);
		if (size === 1) {
			if (k > last) return 0;
			mark(nonZero, block, k);
		}
		k++;
	}
	if (scan.run === 0) return 1;
	correctRest(reader, nonZero, block, k, last);
	scan.run--;
	return passEmpty(scan, block + 1) - block;
}

/** The length of a run of blocks, with this one (T.81, table G.1). */
function readRun(reader: BitReader, category: number): number {
	return (1 << category) + takeBits(reader, category);
}

/**
 * Reads a correction bit for each coefficient that is not zero, and passes so many that are zero.
 *
 * @returns the coefficient that is zero after those
 */
function correct(
	reader: BitReader,
	nonZero: NonZero,
	block: number,
	from: number,
	last: number,
	zeros: number,
): number {
	const low = nonZero[2 * block] ?? 0;
	const high = nonZero[2 * block + 1] ?? 0;
	let left = zeros;
	let k = from;
	if (low === 0 && high === 0) return k + left;
	for (; k <= last; k++) {
		if ((((k < 32 ? low : high) >>> (k & 31)) & 1) === 1) takeBits(reader, 1);
		else if (left-- === 0) break;
	}
	return k;
}

/** Reads the correction bits of the rest of a block: a step for each, not for each coefficient. */
function correctRest(
	reader: BitReader,
	nonZero: NonZero,
	block: number,
	from: number,
	last: number,
): void {
	const low = (nonZero[2 * block] ?? 0) & maskOf(from, last);
	const high = (nonZero[2 * block + 1] ?? 0) & maskOf(from - 32, last - 32);
	if (low === 0 && high === 0) return;
	for (let left = countOnes(low) + countOnes(high); left > 0; left -= 16) {
		takeBits(reader, Math.min(left, 16));
	}
}

/** Passes the blocks of a run that have nothing to correct, and returns the next one. */
function passEmpty(scan: RefiningScan, from: number): number {
	const { first, last, nonZero } = scan;
	const [low, high] = [maskOf(first, last), maskOf(first - 32, last - 32)];
	const end = Math.min(from + scan.run, nonZero.length >> 1);
	let block = from;
	for (; block < end; block++) {
		const ones = (nonZero[2 * block] ?? 0) & low;
		if (ones !== 0 || ((nonZero[2 * block + 1] ?? 0) & high) !== 0) break;
	}
	scan.run -= block - from;
	return block;
}

/** The bits of a word from one to another; those that it does not have are none. */
function maskOf(from: number, to: number): number {
	const start = Math.max(0, from);
	const length = Math.min(31, to) - start + 1;
	return length <= 0 ? 0 : (-1 >>> (32 - length)) << start;
}

function countOnes(word: number): number {
	let ones = 0;
	for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
	return ones;
}

function mark(nonZero: NonZero, block: number, k: number): void {
	const word = 2 * block + (k >> 5);
	nonZero[word] = (nonZero[word] ?? 0) | (1 << (k & 31));
}
