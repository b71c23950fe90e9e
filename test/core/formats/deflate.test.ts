import { describe, expect, test } from "bun:test";
import { constants, deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { inflate } from "../../../core/formats/deflate/inflate.ts";
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
