import { describe, expect, test } from "bun:test";
import { constants, deflateSync, type ZlibOptions } from "node:zlib";
import { measureZlib } from "../../../core/formats/deflate/measure.ts";
import { join, noise } from "../../containers/bytes.ts";

const TEXT = join("abcdefgh".repeat(900), noise(700), "aaaa".repeat(600));

const CONTENTS: readonly (readonly [string, Uint8Array])[] = [
	["nothing", new Uint8Array(0)],
	["a byte", Uint8Array.of(7)],
	["text and noise", TEXT],
	["noise of 200 KB", noise(200_000)],
	["a run of 1 MB", new Uint8Array(1 << 20).fill(9)],
];

const WAYS: readonly (readonly [string, ZlibOptions])[] = [
	["stored", { level: 0 }],
	["with fixed codes", { strategy: constants.Z_FIXED }],
	["with codes of its own", { level: 9 }],
	["in small blocks", { level: 6, memLevel: 1 }],
];

const STREAMS = CONTENTS.flatMap(([name, bytes]) =>
	WAYS.map(([how, options]) => [`${name}, ${how}`, bytes, deflateSync(bytes, options)] as const),
);

describe("a zlib stream is measured", () => {
	test.each(STREAMS)("%s", (_, { length }, stream) => {
		const expected = { compressed: stream.length, inflated: length };
		expect(measureZlib(stream, length)).toEqual(expected);
		expect(measureZlib(join(stream, "SECRET", stream), length)).toEqual(expected);
		expect(measureZlib(join(stream, "SECRET", stream), length + 9)).toEqual(expected);
	});

	test.each(STREAMS)("%s, up to a limit", (_, { length }, stream) => {
		if (length === 0) return;
		expect(measureZlib(stream, length - 1)?.inflated).toBeGreaterThan(length - 1);
		expect(measureZlib(stream, 0)?.inflated).toBeGreaterThan(0);
	});

	test.each(STREAMS)("%s, unless it is cut off", (_, { length }, stream) => {
		for (let end = 0; end < stream.length; end += 1 + (stream.length >> 6)) {
			expect([end, measureZlib(stream.subarray(0, end), length)]).toEqual([end, null]);
		}
	});
});

test.each([
	["noise", noise(50)],
	["a block of an unknown kind", Uint8Array.of(0x78, 0x9c, 7)],
	["a window of 64 KB", Uint8Array.of(0x88, 0x1c, 3, 0, 0, 0, 0, 1)],
	["a stream that needs a dictionary", Uint8Array.of(0x78, 0xbb, 0, 0, 0, 0, 3, 0)],
	[
		"a repetition of bytes that are not there",
		Uint8Array.of(0x78, 0x9c, 0x03, 0x02, 0, 0, 0, 0, 0),
	],
])("%s has no length", (_, bytes) => {
	expect(measureZlib(bytes, 1000)).toBeNull();
});
