import { CANNOT_READ, type Code, type CodeReader } from "./code-reader.ts";

/** Which coefficients of a component are not zero: 64 bits in two words for each block. */
export type Coefficients = Int32Array;

/** A scan of AC coefficients of a progressive picture. */
export type AcScan = {
	readonly code: Code;
	readonly first: number;
	readonly last: number;
	readonly coefficients: Coefficients;
	readonly allowance: Allowance;
};

/** How many blocks the scans of a picture may still pass without reading a bit of them. */
export type Allowance = { blocks: number };

/** In a symbol, the number of bits that follow it. */
const SIZE = 15;
const SIXTEEN_ZEROS = 0xf0;

/**
 * Reads a block of a sequential picture (T.81, figures F.12 and F.13).
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * readBlock(reader, dc, ac);
 */
export function readBlock(reader: CodeReader, dc: Code, ac: Code): void {
	reader.symbolOfValue(dc);
	for (let k = 1; k < 64; k++) {
		const symbol = reader.symbolOfValue(ac);
		const size = symbol & SIZE;
		if (size === 0 && symbol !== SIXTEEN_ZEROS) return;
		k += symbol >> 4;
		if (size > 0 && k > 63) throw CANNOT_READ;
	}
}

/**
 * Reads a block of the first scan of AC coefficients, and passes the run of blocks without codes that
 * begins with it, if one does (T.81, G.1.2.2).
 *
 * @param block the block's number in its component
 * @param end the first block that no run reaches: runs end at restart markers
 *
 * @returns the next block to read
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * const next = readFirst(reader, scan, 0, 100);
 */
export function readFirst(reader: CodeReader, scan: AcScan, block: number, end: number): number {
	for (let k = scan.first; k <= scan.last; k++) {
		const symbol = reader.symbol(scan.code);
		const size = symbol & SIZE;
		if (size === 0 && symbol !== SIXTEEN_ZEROS) return endOfRun(reader, symbol, block, end);
		k += symbol >> 4;
		if (size === 0) continue;
		if (k > scan.last) throw CANNOT_READ;
		reader.bits(size);
		set(scan.coefficients, block, k);
	}
	return block + 1;
}

/**
 * Reads a block of a later scan of AC coefficients, which adds a bit, and the run of blocks without new
 * coefficients that begins with it, if one does (T.81, figure G.7).
 *
 * @param block the block's number in its component
 * @param end the first block that no run reaches: runs end at restart markers
 *
 * @returns the next block to read
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * const next = readRefinement(reader, scan, 0, 100);
 */
export function readRefinement(
	reader: CodeReader,
	scan: AcScan,
	block: number,
	end: number,
): number {
	const { coefficients, last } = scan;
	for (let k = scan.first; k <= last; k++) {
		const symbol = reader.symbol(scan.code);
		const size = symbol & SIZE;
		if (size > 1) throw CANNOT_READ;
		if (size === 0 && symbol !== SIXTEEN_ZEROS) {
			const next = endOfRun(reader, symbol, block, end);
			correctRun(reader, scan, block, k, next);
			return next;
		}
		reader.bits(size);
		for (let zeros = symbol >> 4; k <= last; k++) {
			if (isSet(coefficients, block, k)) reader.skip(1);
			else if (zeros-- === 0) break;
		}
		if (size === 0) continue;
		if (k > last) throw CANNOT_READ;
		set(coefficients, block, k);
	}
	return block + 1;
}

/** Passes a bit for each coefficient of a run that is not zero; in its first block, from `k` on. */
function correctRun(
	reader: CodeReader,
	{ coefficients, first, last, allowance }: AcScan,
	block: number,
	k: number,
	next: number,
): void {
	allowance.blocks -= next - block;
	if (allowance.blocks < 0) throw CANNOT_READ;
	let [low, high] = [wordOf(k, last), wordOf(k - 32, last - 32)];
	for (let at = block; at < next; at++) {
		const ones = (coefficients[2 * at] ?? 0) & low;
		const moreOnes = (coefficients[2 * at + 1] ?? 0) & high;
		if ((ones | moreOnes) !== 0) reader.skip(countOnes(ones) + countOnes(moreOnes));
		if (at === block) [low, high] = [wordOf(first, last), wordOf(first - 32, last - 32)];
	}
}

/** The bits from one to another of a word; those outside 0 to 31 do not count. */
function wordOf(from: number, to: number): number {
	if (to < 0 || from > 31) return 0;
	return (-1 << Math.max(0, from)) & (-1 >>> (31 - Math.min(31, to)));
}

function countOnes(word: number): number {
	let ones = 0;
	for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
	return ones;
}

/** T.81, table G.1: where the blocks end, from this one, that have no new coefficients. */
function endOfRun(reader: CodeReader, symbol: number, block: number, end: number): number {
	const size = symbol >> 4;
	return Math.min(end, block + 2 ** size + reader.bits(size));
}

function isSet(coefficients: Coefficients, block: number, k: number): boolean {
	return (((coefficients[2 * block + (k >> 5)] ?? 0) >>> (k & 31)) & 1) === 1;
}

function set(coefficients: Coefficients, block: number, k: number): void {
	const at = 2 * block + (k >> 5);
	coefficients[at] = (coefficients[at] ?? 0) | (1 << (k & 31));
}
