import { describe, expect, test } from "bun:test";
import { createBitReader } from "../../../../core/formats/jpeg/entropy/bit-reader.ts";
import { makeHuffmanTable } from "../../../../core/formats/jpeg/entropy/huffman.ts";
import { refineAcBlock } from "../../../../core/formats/jpeg/entropy/progressive.ts";

/** One code, a zero, that ends a block. */
const ac = makeHuffmanTable(Uint8Array.of(1, ...new Uint8Array(15)), Uint8Array.of(0));

/** The bits that refining a block without new coefficients reads. */
function readBits(coefficients: readonly number[], first: number, last: number): number {
	const nonZero = new Int32Array(2);
	for (const k of coefficients) nonZero[k >> 5] = (nonZero[k >> 5] ?? 0) | (1 << (k & 31));
	const reader = createBitReader(new Uint8Array(32), 0);
	if (!ac) throw new Error("The code is invalid");
	expect(refineAcBlock(reader, { ac, first, last, nonZero, run: 0 }, 0)).toBe(1);
	return 8 * reader.at + reader.zeroBits - reader.heldBits;
}

describe("refining a block without new coefficients", () => {
	const all = Array.from({ length: 63 }, (_, index) => index + 1);

	test("reads its code and a bit for each coefficient that is not zero", () => {
		expect(readBits([], 1, 63)).toBe(1);
		expect(readBits([63], 1, 63)).toBe(2);
		expect(readBits([1, 31, 32, 63], 1, 63)).toBe(5);
		expect(readBits(all, 1, 63)).toBe(64);
	});

	test("reads no bit for coefficients outside of the scan's band", () => {
		for (const [first, last] of [
			[1, 1],
			[2, 31],
			[31, 32],
			[32, 32],
			[33, 62],
			[63, 63],
		] as const) {
			expect([first, last, readBits(all, first, last)]).toEqual([first, last, last - first + 2]);
		}
	});

	test("passes the rest of a run up to a block that has something to correct", () => {
		if (!ac) throw new Error("The code is invalid");
		const nonZero = new Int32Array(2 * 9);
		// Outside of the band in block 2, in it in block 5.
		nonZero[4] = 1 << 3;
		nonZero[11] = 1;
		const reader = createBitReader(new Uint8Array(32), 0);
		const scan = { ac, first: 4, last: 40, nonZero, run: 7 };
		expect([refineAcBlock(reader, scan, 0), scan.run]).toEqual([5, 2]);
		expect([refineAcBlock(reader, scan, 5), scan.run]).toEqual([2, 0]);
		scan.run = 1000;
		expect(refineAcBlock(reader, scan, 6)).toBe(3);
	});
});
