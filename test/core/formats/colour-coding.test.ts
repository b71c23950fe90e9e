import { describe, expect, test } from "bun:test";
import { BT709, DISPLAY_P3 } from "../../../core/formats/colour/coding.ts";
import { readColourCoding } from "../../../core/formats/colour-coding.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { avif, box, PLAIN } from "../../containers/avif.ts";
import { big, contains, join } from "../../containers/bytes.ts";
import { chunk, ICC_CHUNK, iccChunk } from "../../containers/png.ts";
import { chartPng, chrm, cicp, gama } from "../../pictures/coded-colours.ts";

const P3_CHRM = chrm(0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06);
const SRGB = chunk("sRGB", Uint8Array.of(0));
const P3_SRGB = { primaries: DISPLAY_P3, transfer: "srgb" } as const;

/** Makes an AVIF whose picture has the given properties besides its size. */
function avifWith(...properties: readonly Uint8Array[]): Uint8Array {
	const [ispe = new Uint8Array(), av1C = new Uint8Array()] = PLAIN.properties;
	const all = [ispe, av1C, ...properties];
	const [item] = PLAIN.items;
	if (!item) throw new Error("PLAIN has no item");
	return avif({ items: [{ ...item, properties: all.map((_, i) => i + 1) }], properties: all });
}

function nclx(primaries: number, transfer: number): Uint8Array {
	return box("colr", "nclx", big(primaries, 2), big(transfer, 2), big(6, 2), 0x80);
}

describe("readColourCoding of AVIF", () => {
	test.each([
		["Display P3", 12, 13, P3_SRGB],
		["unspecified curves as sRGB's", 12, 2, P3_SRGB],
		["BT.709's curve as sRGB's", 1, 1, { primaries: BT709, transfer: "srgb" }],
		["linear light", 1, 8, { primaries: BT709, transfer: { gamma: 1 } }],
		["PQ", 1, 16, { primaries: BT709, transfer: "pq" }],
		["nothing if nothing is specified", 2, 2, null],
		["nothing of unknown code points", 99, 300, null],
	] as const)("reads %s", (_, primaries, transfer, coding) => {
		expect(readColourCoding(avifWith(nclx(primaries, transfer)), "avif")).toEqual(coding);
	});

	test("lets an ICC profile count", () => {
		const profile = box("colr", "prof", "the profile");
		expect(readColourCoding(avifWith(nclx(12, 13), profile), "avif")).toBeNull();
	});

	test("ignores an nclx that is too short", () => {
		const short = box("colr", "nclx", big(12, 2), big(13, 2));
		expect(readColourCoding(avifWith(short), "avif")).toBeNull();
		expect(readColourCoding(avifWith(), "avif")).toBeNull();
	});
});

describe("readColourCoding of PNG", () => {
	test.each([
		["cICP before everything else", [cicp(12, 13), ICC_CHUNK, SRGB, gama(1)], P3_SRGB],
		["iCCP before sRGB and gAMA", [ICC_CHUNK, gama(1)], null],
		["sRGB before gAMA and cHRM", [SRGB, gama(1), P3_CHRM], null],
		["gAMA", [gama(0.5)], { primaries: BT709, transfer: { gamma: 2 } }],
		["gAMA and cHRM", [gama(0.5), P3_CHRM], { primaries: DISPLAY_P3, transfer: { gamma: 2 } }],
		["gAMA of sRGB as sRGB", [gama(0.45455)], null],
		["no cHRM without gAMA", [P3_CHRM], null],
		[
			"gAMA after a damaged profile",
			[iccChunk(join("damaged")), gama(0.5)],
			{ primaries: BT709, transfer: { gamma: 2 } },
		],
		[
			"no cHRM without an area",
			[gama(0.5), chrm(0.3, 0.3, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)],
			{ primaries: BT709, transfer: { gamma: 2 } },
		],
		["no gAMA of 0", [gama(0)], null],
		["no cICP of YCbCr", [chunk("cICP", Uint8Array.of(12, 13, 1, 1))], null],
		[
			"no cICP that leaves something unspecified",
			[cicp(2, 13), gama(1)],
			{ primaries: BT709, transfer: { gamma: 1 } },
		],
		["no cICP of a limited range", [chunk("cICP", Uint8Array.of(12, 13, 0, 0))], null],
		["no chunks that are too short", [chunk("cICP", Uint8Array.of(12)), chunk("gAMA")], null],
	] as const)("reads %s", (_, chunks, coding) => {
		expect(readColourCoding(chartPng(chunks), "png")).toEqual(coding);
	});

	test("reads the same from the stripped file, whose pixels a master keeps", async () => {
		for (const chunks of [[cicp(12, 13)], [gama(0.5), P3_CHRM], [SRGB, gama(1)]]) {
			const source = chartPng([...chunks, chunk("tEXt", join("Author\0SECRET"))]);
			const stripped = await strip(source);
			expect(contains(stripped, "SECRET")).toBe(false);
			for (const kept of chunks) expect(contains(stripped, kept)).toBe(true);
			expect(readColourCoding(stripped, "png")).toEqual(readColourCoding(source, "png"));
			expect(await verify(stripped)).toEqual([]);
		}
	});
});

test("readColourCoding finds nothing in other types", () => {
	expect(readColourCoding(new Uint8Array(), "jpeg")).toBeNull();
});
