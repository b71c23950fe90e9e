import { describe, expect, test } from "bun:test";
import { createBitReader } from "../../../../core/formats/jpeg/entropy/bit-reader.ts";
import { acCodes, dcCodes } from "../../../../core/formats/jpeg/entropy/block-codes.ts";
import {
	type HuffmanTable,
	makeHuffmanTable,
} from "../../../../core/formats/jpeg/entropy/huffman.ts";
import { readSequentialMcus } from "../../../../core/formats/jpeg/entropy/sequential.ts";

const DC = "0";

/** Codes of AC coefficients, with the bits of their values. */
const ONE = "0 1";
const SIXTEEN_ZEROS = "10";
const END = "110";
const TWO_ZEROS_AND_ONE = "1110 1";
/** Longer than what is looked up. */
const LONG = "111100000000 1";

const AC_SYMBOLS = Uint8Array.of(0x01, 0xf0, 0x00, 0x21, 0x01);

function table(lengths: readonly number[], symbols: Uint8Array): HuffmanTable {
	const counts = new Uint8Array(16);
	for (const length of lengths) counts[length - 1] = 1;
	const made = makeHuffmanTable(counts, symbols);
	if (!made) throw new Error("The table is invalid");
	return made;
}

const BLOCK = {
	dc: dcCodes(table([1], Uint8Array.of(0))),
	ac: acCodes(table([1, 2, 3, 4, 12], AC_SYMBOLS)),
};

/** Reads blocks, and returns how many were read and how many bits are left. */
function read(blocks: readonly (readonly string[])[]): { passed: number; left: number } {
	const bits = blocks
		.flatMap((codes) => [DC, ...codes])
		.join("")
		.replaceAll(" ", "");
	const bytes = bits.match(/.{1,8}/g) ?? [];
	// A zero is stuffed after each FF (T.81, F.1.2.3).
	const data = bytes.map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
	const reader = createBitReader(
		Uint8Array.from(data.flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte]))),
		0,
	);
	const passed = readSequentialMcus(reader, [BLOCK], blocks.length, Infinity);
	const unread = data.length * 8 - bits.length;
	return { passed, left: reader.heldBits - reader.zeroBits - unread };
}

const times = (count: number, code: string): readonly string[] => Array(count).fill(code);

describe("the codes of sequential blocks", () => {
	test.each<[string, readonly string[]]>([
		["63 coefficients", times(63, ONE)],
		["62 and the end", [...times(62, ONE), END]],
		["61 and one after two zeros", [...times(60, ONE), TWO_ZEROS_AND_ONE]],
		["the end alone", [END]],
		["zeros beyond the block", [...times(50, ONE), SIXTEEN_ZEROS]],
		["long codes", [...times(20, LONG), END]],
		["long and short codes", [...times(9, LONG), ...times(9, ONE), SIXTEEN_ZEROS, LONG, END]],
	])("are read to the last bit: %s", (_, block) => {
		expect(read([block])).toEqual({ passed: 1, left: 0 });
		expect(read([[END], block, block, times(63, ONE), [END]])).toEqual({ passed: 5, left: 0 });
	});

	test("are invalid if there are more coefficients than a block has", () => {
		for (const before of [61, 62]) {
			expect(read([[...times(before, ONE), TWO_ZEROS_AND_ONE]]).passed).toBe(0);
		}
	});

	test("are invalid if they are no codes", () => {
		expect(read([[ONE, "1".repeat(16)]]).passed).toBe(0);
	});

	test("are missing after the end of the data", () => {
		expect(read([[...times(30, ONE), "11"]]).left).toBeLessThan(0);
	});
});
