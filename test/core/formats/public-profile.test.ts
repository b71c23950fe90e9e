import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import { big, contains, join, noise } from "../../containers/bytes.ts";
import * as icc from "../../containers/icc.ts";

const MONITOR = icc.signedProfile();
const TONE = icc.curve(0, 1000, 9000, 30_000, 65_535);
const newTexts = { desc: icc.localised("RGB"), cprt: icc.localised("Not stated") };
const oldTexts = { desc: icc.description("RGB"), cprt: icc.notice("Not stated") };

describe("publicProfile", () => {
	test("keeps the numbers of a monitor's profile, and nothing else", () => {
		expect(contains(MONITOR, "SECRET-SERIAL")).toBe(true);
		expect(publicProfile(MONITOR)).toEqual(icc.cleanProfile());
	});

	test("keeps the version, 2 or 4, with the texts of its kind", () => {
		const elements = { ...icc.matrixElements("monitor", TONE), targ: icc.notice("SECRET") };
		const header = { version: 2, isSigned: true } as const;
		expect(publicProfile(icc.profile({ ...oldTexts, ...elements }, header))).toEqual(
			icc.profile({ ...oldTexts, ...icc.matrixElements("monitor", TONE) }, { version: 2 }),
		);
	});

	test.each([
		["srgb", icc.SRGB_CURVE, "sRGB"],
		["p3", icc.SRGB_CURVE, "Display P3"],
		["adobe", icc.curve(0x233), "Adobe RGB"],
		["adobe", icc.parametric(0, 2.2), "Adobe RGB"],
	] as const)("replaces a profile that equals %s by the one of that name", (space, tone, name) => {
		const { wtpt = tone, ...rest } = icc.matrixElements(
			space,
			space === "adobe" ? icc.curve(0x233) : tone,
		);
		const texts = { desc: icc.localised(name), cprt: newTexts.cprt };
		const expected = icc.profile({ ...texts, wtpt, chad: icc.D65_TO_D50, ...rest });
		expect(publicProfile(icc.signedProfile(space, tone))).toEqual(expected);
		const old = icc.profile(icc.matrixElements(space, tone), { version: 2 });
		expect(publicProfile(old)).toEqual(expected);
	});

	test("replaces sRGB with a sampled curve", () => {
		const linear = (x: number) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
		const samples = Array.from({ length: 1024 }, (_, i) => Math.round(linear(i / 1023) * 65_535));
		const sampled = icc.signedProfile("srgb", icc.curve(...samples));
		expect(publicProfile(sampled)).toEqual(
			publicProfile(icc.signedProfile("srgb", icc.SRGB_CURVE)),
		);
	});

	test.each([
		["linear", "srgb", icc.curve()],
		["a gamma of 2.2", "p3", icc.curve(0x233)],
	] as const)("does not take %s for a known curve", (_, space, tone) => {
		expect(publicProfile(icc.signedProfile(space, tone))).toEqual(
			icc.profile({ ...newTexts, ...icc.matrixElements(space, tone) }),
		);
	});

	test("keeps grey's curve", () => {
		const grey = { wtpt: icc.numbers("XYZ ", 0.9642, 1, 0.8249), kTRC: icc.curve(0x1cc) };
		const texts = { desc: icc.localised("Grey"), cprt: icc.localised("Not stated") };
		const found = publicProfile(
			icc.profile({ ...grey, info: join("SECRET") }, { colourSpace: "GRAY" }),
		);
		expect(found).toEqual(icc.profile({ ...texts, ...grey }, { colourSpace: "GRAY" }));
	});

	test("drops grey's curve from a profile of three colours", () => {
		const colours = icc.matrixElements("p3", icc.curve(0x233));
		const found = publicProfile(icc.profile({ ...colours, kTRC: icc.curve(0x1cc) }));
		expect(found).toEqual(icc.profile({ ...newTexts, ...colours }));
	});

	test("of a result returns the result", () => {
		for (const bytes of [MONITOR, icc.signedProfile("p3", icc.SRGB_CURVE), table(oldLut())]) {
			const once = publicProfile(bytes) ?? new Uint8Array(0);
			expect(once.length).toBeGreaterThan(400);
			expect(publicProfile(once)).toEqual(once);
		}
	});
});

/** A lookup table of 3 inputs, 2 grid points and 3 outputs, of 8 bits. */
function oldLut(): Uint8Array {
	const head = join("mft1", big(0, 4), 3, 3, 2, 0, noise(36));
	return join(head, noise(3 * 256), noise(2 ** 3 * 3), noise(3 * 256));
}

const ZEROS = "\0".repeat(16);

/** A lookup table with curves, a matrix and a grid at offsets, and 16 bytes in each gap. */
function newLut(gap: string): Uint8Array {
	const curves = join(icc.curve(), icc.curve(5), new Uint8Array(2), icc.curve(), gap);
	const [b, matrix, m] = [32, 32 + curves.length, 32 + curves.length + 48];
	const grid = m + curves.length;
	const a = grid + 20 + 24 + gap.length;
	const head = join("mAB ", gap.slice(0, 4), 3, 3, gap.slice(0, 2));
	const points = join(2, 2, 2, gap.slice(0, 13), 1, gap.slice(0, 3), noise(24), gap);
	const offsets = [b, matrix, m, grid, a].map((offset) => big(offset, 4));
	return join(head, ...offsets, curves, noise(48), curves, points, curves);
}

function table(lut: Uint8Array): Uint8Array {
	return icc.profile({ A2B0: lut, meta: join("SECRET") }, { connectionSpace: "Lab " });
}

function tableAfter(lut: Uint8Array): Uint8Array {
	return icc.profile({ ...newTexts, A2B0: lut }, { connectionSpace: "Lab " });
}

describe("publicProfile of lookup tables", () => {
	test("keeps those of 8 and 16 bits", () => {
		const wide = join("mft2", big(0, 4), 3, 3, 2, 0, noise(36), big(2, 2), big(4, 2), noise(84));
		for (const lut of [oldLut(), wide]) {
			expect(publicProfile(table(join(lut, "SECRET")))).toEqual(tableAfter(lut));
		}
	});

	test("writes zeros between the parts", () => {
		const lut = newLut("SECRET-PRIVATE--");
		expect(publicProfile(table(lut))).toEqual(tableAfter(newLut(ZEROS).subarray(0, -ZEROS.length)));
	});

	test.each([
		["cut off", oldLut().subarray(0, -1)],
		["without channels", oldLut().fill(0, 8, 10)],
		["with 200 channels", oldLut().fill(200, 8, 10)],
		["with a grid that is too large", oldLut().fill(255, 10, 11)],
		["whose curves are after its end", newLut(ZEROS).fill(0xff, 12, 16)],
	])("is null for one that is %s", (_, lut) => {
		expect(publicProfile(table(lut))).toBeNull();
	});
});

describe("publicProfile is null", () => {
	const { rXYZ, ...noRed } = icc.matrixElements("monitor", TONE);

	test.each([
		["nothing", new Uint8Array(0)],
		["other bytes", noise(600)],
		["a profile without red", icc.profile(noRed)],
		["a profile whose red is text", icc.profile({ ...noRed, rXYZ: icc.localised("SECRET") })],
		["a profile without tags", icc.profile({})],
		["CMYK without a table", icc.profile(noRed, { colourSpace: "CMYK" })],
		["an unknown colour space", icc.profile({ A2B0: oldLut() }, { colourSpace: "SECR" })],
		["a profile that is cut off", MONITOR.subarray(0, 500)],
	])("for %s", (_, bytes) => {
		expect(publicProfile(bytes)).toBeNull();
		expect(rXYZ).toBeDefined();
	});
});

test("publicProfile of a damaged profile is null, or final", () => {
	const edits = fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { maxLength: 20 });
	fc.assert(
		fc.property(edits, (changes) => {
			const damaged = Uint8Array.from(MONITOR);
			for (const [at, value] of changes) damaged[at % damaged.length] = value;
			const found = publicProfile(damaged);
			if (found) expect(publicProfile(found)).toEqual(found);
		}),
		{ numRuns: 300 },
	);
});

test("in any space, what is left of a profile stays the same when it is reduced again", () => {
	const grey = icc.profile(
		{ kTRC: icc.curve(1), wtpt: icc.numbers("XYZ ", 1, 1, 1) },
		{ colourSpace: "GRAY" },
	);
	for (const old of [icc.cleanProfile(), icc.signedProfile("srgb", icc.SRGB_CURVE), grey]) {
		const lengths = new Set<number>();
		for (let space = 0; space <= 1000; space += 4) {
			const reduced = publicProfile(old, space);
			if (!reduced) continue;
			lengths.add(reduced.length);
			expect(reduced.length).toBeLessThanOrEqual(space);
			expect(publicProfile(reduced, space)).toEqual(reduced);
		}
		expect(lengths.size).toBeGreaterThan(1);
	}
});
