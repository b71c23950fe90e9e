import { describe, expect, test } from "bun:test";
import { constants, deflateRawSync, deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { makeCode } from "../../../core/formats/deflate/huffman.ts";
import { inflate } from "../../../core/formats/deflate/inflate.ts";
import { measureZlib } from "../../../core/formats/deflate/measure.ts";
import { storeZlib } from "../../../core/formats/deflate/store.ts";
import { join, noise } from "../../containers/bytes.ts";

const equal = (one: Uint8Array | null, other: Uint8Array) =>
	expect(Buffer.from(one ?? []).equals(other)).toBe(true);

describe("inflate returns what zlib compressed", () => {
	const texts = ["", "a", "a".repeat(3000), "Lorem ipsum dolor sit amet. ".repeat(400)];
	const contents = [...texts.map((text) => join(text)), noise(70_000), new Uint8Array(100_000)];

	test.each([
		["stored", { level: 0 }],
		["fast", { level: 1 }],
		["best", { level: 9 }],
		["with fixed codes", { strategy: constants.Z_FIXED }],
		["with literals only", { strategy: constants.Z_HUFFMAN_ONLY }],
		["with runs only", { strategy: constants.Z_RLE }],
	])("%s", (_, options) => {
		for (const bytes of contents) equal(inflate(deflateSync(bytes, options), 100_000), bytes);
	});

	test("of many kinds", () => {
		fc.assert(
			fc.property(fc.array(fc.string(), { maxLength: 50 }), fc.nat(9), (texts, level) => {
				const bytes = new TextEncoder().encode([...texts, ...texts].join(""));
				equal(inflate(deflateSync(bytes, { level }), 1_000_000), bytes);
			}),
			{ numRuns: 50 },
		);
	});
});

/** A stream of empty blocks with fixed codes, which have ten bits each, and of the byte 7. */
function emptyBlocks(count: number): Uint8Array {
	// Four times the bits 0, 1, 0 and the code of seven zeros that ends a block.
	const four = Uint8Array.of(0b0000_0010, 0b0000_1000, 0b0010_0000, 0b1000_0000, 0);
	const blocks = new Uint8Array((count / 4) * four.length);
	for (let at = 0; at < blocks.length; at += four.length) blocks.set(four, at);
	return join(Uint8Array.of(0x78, 0x01), blocks, Uint8Array.of(1, 1, 0, 254, 255, 7, 0, 8, 0, 8));
}

describe("the number of blocks is limited", () => {
	test("if they are empty", () => {
		equal(inflate(emptyBlocks(4000), 100), Uint8Array.of(7));
		expect(inflate(emptyBlocks(200_000), 100)).toBeNull();
		expect(measureZlib(emptyBlocks(4000), 100)?.inflated).toBe(1);
		expect(measureZlib(emptyBlocks(200_000), 100)).toBeNull();
	});

	test("but a block for each row is read", () => {
		const rows = Array.from({ length: 2000 }, (_, i) => Buffer.from(`row ${i}`));
		const { Z_SYNC_FLUSH } = constants;
		const parts = rows.map((row) => deflateRawSync(row, { finishFlush: Z_SYNC_FLUSH }));
		const last = Uint8Array.of(3, 0, 0, 0, 0, 0);
		const stream = join(Uint8Array.of(0x78, 0x01), ...parts, last);
		equal(inflate(stream, 1_000_000), Buffer.concat(rows));
		expect(measureZlib(stream, 1_000_000)?.inflated).toBe(Buffer.concat(rows).length);
	});
});

describe("inflate returns null", () => {
	const stream = deflateSync("Lorem ipsum dolor sit amet. ".repeat(40), { level: 9 });

	test("if the contents are longer than the limit", () => {
		expect(inflate(stream, 28 * 40)?.length).toBe(28 * 40);
		expect(inflate(stream, 28 * 40 - 1)).toBeNull();
		expect(inflate(deflateSync(new Uint8Array(10 << 20)), 1 << 20)).toBeNull();
	});

	test("if the stream is cut off before its checksum", () => {
		for (let length = 0; length < stream.length - 4; length++) {
			expect(inflate(stream.subarray(0, length), 10_000)).toBeNull();
		}
	});

	test.each([
		["is empty", new Uint8Array(0)],
		["is not deflated", Uint8Array.of(0x79, 0x9c, 3, 0)],
		["has a wrong header", Uint8Array.of(0x78, 0x9d, 3, 0)],
		["needs a dictionary", Uint8Array.of(0x78, 0xbb, 0, 0, 0, 0, 3, 0)],
		["has a block of an unknown kind", Uint8Array.of(0x78, 0x9c, 7)],
		["repeats bytes that are not there", Uint8Array.of(0x78, 0x9c, 0x03, 0x02, 0)],
	])("if the stream %s", (_, bytes) => {
		expect(inflate(bytes, 1000)).toBeNull();
	});

	test("or bytes within the limit, for any damage", () => {
		const edits = fc.array(fc.tuple(fc.nat(stream.length - 1), fc.nat(255)), { maxLength: 9 });
		fc.assert(
			fc.property(edits, (changes) => {
				const damaged = Uint8Array.from(stream);
				for (const [at, value] of changes) damaged[at] = value;
				expect(inflate(damaged, 5000)?.length ?? 0).toBeLessThanOrEqual(5000);
			}),
			{ numRuns: 300 },
		);
	});
});

test.each([0, 1, 65_535, 65_536, 200_001])("storeZlib writes %d bytes for zlib", (length) => {
	const bytes = noise(length);
	equal(inflateSync(storeZlib(bytes)), bytes);
	equal(inflate(storeZlib(bytes), length), bytes);
});

describe("codes of which some begin with others", () => {
	test("are refused, as zlib does", () => {
		expect(() => makeCode(Uint8Array.of(1, 1, 1))).toThrow("its compressed data are damaged");
		expect(() => makeCode(Uint8Array.of(1, 2, 2, 15))).toThrow("its compressed data are damaged");
		expect(makeCode(Uint8Array.of(1, 2, 2)).counts[2]).toBe(2);
	});

	test("are refused by the measure, too, which looks codes up in a table", () => {
		const found =
			"eNpdY29uc3R5AQAAAAAAAADJycnJycnJycnJycnJycnJycnJycnJycnJycnJycnJyc" +
			"nJX19wcm90b19fycnJyabJycnJycnJycnJycnJTcnJycnJycnJycnJycnJycnJyVs=";
		const stream = Uint8Array.fromBase64(found);
		expect(inflate(stream, 1000)).toBeNull();
		expect(measureZlib(stream, 1000)).toBeNull();
	});
});
