import { describe, expect, spyOn, test } from "bun:test";
import { createDefinitions } from "../../../../core/formats/jpeg/entropy/definitions.ts";
import { makeHuffmanTable } from "../../../../core/formats/jpeg/entropy/huffman.ts";
import { MARKER } from "../../../../core/formats/jpeg/structure/segments.ts";
import { join } from "../../../containers/bytes.ts";

/** One code, a zero, in a DHT segment. */
const codeOf = (slot: number, symbol: number) => join(slot, 1, new Uint8Array(15), symbol);

describe("the definitions of a JPEG", () => {
	test("make a Huffman table when a scan uses it, and once", () => {
		const payload = join(codeOf(0, 3), codeOf(0, 4), codeOf(0, 5), codeOf(16, 6));
		const copies = spyOn(payload, "slice");
		const definitions = createDefinitions();
		const segment = { marker: MARKER.DHT, start: 2, payloadEnd: 78, end: 78 };
		definitions.read(segment, payload);
		expect(copies).toHaveBeenCalledTimes(0);
		const table = definitions.useHuffman(0, 0);
		expect(table?.symbols).toEqual(Uint8Array.of(5));
		expect(definitions.useHuffman(0, 0)).toBe(table);
		expect(copies).toHaveBeenCalledTimes(1);
		expect(definitions.all.map(({ isUsed }) => isUsed)).toEqual([false, false, true, false]);
	});
});

describe("a Huffman table", () => {
	test("has at most 256 symbols", () => {
		const counts = (codes: number) => Uint8Array.of(...new Uint8Array(14), codes >> 1, codes >> 1);
		expect(makeHuffmanTable(counts(256), new Uint8Array(256))).not.toBeNull();
		expect(makeHuffmanTable(counts(258), new Uint8Array(258))).toBeNull();
	});
});
