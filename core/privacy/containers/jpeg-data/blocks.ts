import { CANNOT_READ, type Code, type CodeReader } from "./code-reader.ts";

/** Which coefficients of a component are not zero: 64 bits in 8 bytes for each block. */
export type Coefficients = Uint8Array;

/** A scan of AC coefficients of a progressive picture, and its current run of blocks without codes. */
export type AcScan = {
	readonly code: Code;
	readonly first: number;
	readonly last: number;
	readonly coefficients: Coefficients;
	run: number;
};

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
	reader.bits(reader.symbol(dc) & SIZE);
	for (let k = 1; k < 64; k++) {
		const symbol = reader.symbol(ac);
		const size = symbol & SIZE;
		if (size === 0 && symbol !== SIXTEEN_ZEROS) return;
		k += symbol >> 4;
		if (size > 0 && k > 63) throw CANNOT_READ;
		reader.bits(size);
	}
}

/**
 * Reads a block of the first scan of AC coefficients (T.81, G.1.2.2).
 *
 * @param block the block's number in its component
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * readFirst(reader, scan, 0);
 */
export function readFirst(reader: CodeReader, scan: AcScan, block: number): void {
	if (scan.run > 0) {
		scan.run--;
		return;
	}
	for (let k = scan.first; k <= scan.last; k++) {
		const symbol = reader.symbol(scan.code);
		const size = symbol & SIZE;
		if (size === 0 && symbol !== SIXTEEN_ZEROS) {
			scan.run = runOf(reader, symbol >> 4) - 1;
			return;
		}
		k += symbol >> 4;
		if (size === 0) continue;
		if (k > scan.last) throw CANNOT_READ;
		reader.bits(size);
		set(scan.coefficients, block, k);
	}
}

/**
 * Reads a block of a later scan of AC coefficients, which adds a bit (T.81, figure G.7).
 *
 * @param block the block's number in its component
 *
 * @throws {Error} `CANNOT_READ`
 *
 * @example
 * readRefinement(reader, scan, 0);
 */
export function readRefinement(reader: CodeReader, scan: AcScan, block: number): void {
	const { coefficients, last } = scan;
	let k = scan.first;
	for (; scan.run === 0 && k <= last; k++) {
		const symbol = reader.symbol(scan.code);
		const size = symbol & SIZE;
		if (size > 1) throw CANNOT_READ;
		if (size === 0 && symbol !== SIXTEEN_ZEROS) {
			scan.run = runOf(reader, symbol >> 4);
			break;
		}
		reader.bits(size);
		for (let zeros = symbol >> 4; k <= last; k++) {
			if (isSet(coefficients, block, k)) reader.bits(1);
			else if (zeros-- === 0) break;
		}
		if (size === 0) continue;
		if (k > last) throw CANNOT_READ;
		set(coefficients, block, k);
	}
	if (scan.run === 0) return;
	for (; k <= last; k++) if (isSet(coefficients, block, k)) reader.bits(1);
	scan.run--;
}

/** T.81, table G.1: how many blocks, with this one, have no new coefficients. */
function runOf(reader: CodeReader, size: number): number {
	return 2 ** size + reader.bits(size);
}

function isSet(coefficients: Coefficients, block: number, k: number): boolean {
	return (((coefficients[8 * block + (k >> 3)] ?? 0) >> (k & 7)) & 1) === 1;
}

function set(coefficients: Coefficients, block: number, k: number): void {
	const at = 8 * block + (k >> 3);
	coefficients[at] = (coefficients[at] ?? 0) | (1 << (k & 7));
}
