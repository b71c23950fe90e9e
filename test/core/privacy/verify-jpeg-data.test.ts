import { describe, expect, test } from "bun:test";
import { type AcScan, readFirst } from "../../../core/privacy/containers/jpeg-data/blocks.ts";
import {
	createCodeReader,
	makeCode,
} from "../../../core/privacy/containers/jpeg-data/code-reader.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { join } from "../../containers/bytes.ts";
import * as jpeg from "../../containers/jpeg.ts";

const UNCHECKED = "pixels that cannot be checked";

/** One code, a zero, in a DHT segment. */
const codeOf = (slot: number, symbol: number) => join(slot, 1, new Uint8Array(15), symbol);

/** The code of a run of 2^14 blocks and more, and the bits that make it the longest: 32,767 blocks. */
const RUN = 0xe0;
const LONGEST_RUN = "0".padEnd(15, "1");

/** Fills the last byte with ones, and writes a zero after each FF. */
function packed(bits: string): Uint8Array {
	const bytes = bits.match(/.{1,8}/g) ?? [];
	const values = bytes.map((byte) => Number.parseInt(byte.padEnd(8, "1"), 2));
	return Uint8Array.from(values.flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte])));
}

/** A grey progressive JPEG without coefficients, whose AC scans are runs of blocks only. */
function flatPicture(
	side: number,
	acScans: readonly (readonly [number, number, number])[],
): Uint8Array {
	const blocks = Math.ceil(side / 8) ** 2;
	const size = [side >> 8, side & 255];
	const runs = packed(LONGEST_RUN.repeat(Math.ceil(blocks / 32_767)));
	return join(
		jpeg.SOI,
		jpeg.segment(0xdb, join(0, "x".repeat(64))),
		jpeg.segment(0xc2, join(8, ...size, ...size, 1, 1, 0x11, 0)),
		jpeg.segment(0xc4, join(codeOf(0, 0), codeOf(16, RUN))),
		jpeg.segment(0xda, join(1, 1, 0, 0, 0, 0)),
		new Uint8Array(blocks >> 3),
		packed("0".repeat(blocks & 7)),
		...acScans.flatMap(([first, last, bits]) => [
			jpeg.segment(0xda, join(1, 1, 0, first, last, bits)),
			runs,
		]),
		jpeg.EOI,
	);
}

/** Scans of a band that send it bit by bit. */
const refined = (first: number, last: number, levels: number) =>
	Array.from({ length: levels + 1 }, (_, index) => {
		const low = levels - index;
		return [first, last, index === 0 ? low : 16 * (low + 1) + low] as const;
	});

describe("verifying the scans of a progressive JPEG", () => {
	test("passes a run of blocks at once", () => {
		const scan: AcScan = {
			...{ code: makeCode(Uint8Array.of(1), Uint8Array.of(RUN)), first: 1, last: 63 },
			...{ coefficients: new Int32Array(0), allowance: { blocks: 0 } },
		};
		const reader = createCodeReader(packed(LONGEST_RUN));
		expect(readFirst(reader, scan, 0, 40_000)).toBe(32_767);
		expect(reader.isAtEnd()).toBe(true);
		expect(readFirst(createCodeReader(packed(LONGEST_RUN)), scan, 7, 100)).toBe(100);
	});

	test("accepts a flat picture that is refined often", async () => {
		expect(await verify(flatPicture(1464, refined(1, 63, 13)))).toEqual([]);
	});

	test("does not pass all blocks in as many scans as a file may have", async () => {
		const scans = [1, 2, 3].flatMap((k) => refined(k, k === 3 ? 63 : k, 13));
		expect(await verify(flatPicture(1464, scans))).toEqual([UNCHECKED]);
	});

	test("does not read more than 100 scans", async () => {
		const scans = Array.from({ length: 50 }, (_, k) => [k + 1, k + 1, 1] as const);
		const lasting = scans.map(([k]) => [k, k, 0x10] as const);
		const all = [...scans, ...lasting];
		expect(await verify(flatPicture(8, all.slice(0, 99)))).toEqual([]);
		expect(await verify(flatPicture(8, all))).toEqual([UNCHECKED]);
	});

	test("does not read more than 300 megapixels", async () => {
		const [small, large] = [flatPicture(4_000, []), flatPicture(17_600, [])];
		expect(await verify(small)).not.toContain(UNCHECKED);
		expect(await verify(large)).toContain(UNCHECKED);
	});
});
