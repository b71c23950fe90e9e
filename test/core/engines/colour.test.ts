import { describe, expect, test } from "bun:test";
import { convertPixels, targetSpace } from "../../../core/engines/colour/convert.ts";
import { linearOfPq, pqOfLinear } from "../../../core/engines/colour/hdr-transfer.ts";
import { apply, primariesMatrix, xyzOf } from "../../../core/engines/colour/matrix.ts";
import { toneGain } from "../../../core/engines/colour/tone-map.ts";
import { linearCurve, srgbOfLinear } from "../../../core/engines/colour/transfer.ts";
import { BT709, DISPLAY_P3 } from "../../../core/formats/colour/coding.ts";
import { codingOf } from "../../../core/formats/colour/h273.ts";

/** Makes a coding from code points that exist. */
function coding(primaries: number, transfer: number) {
	const found = codingOf({ primaries, transfer });
	if (!found) throw new Error(`There is no ${primaries} and ${transfer}`);
	return found;
}

/** Converts one pixel of 16 bits, given from 0 to 1. */
function converted(primaries: number, transfer: number, values: readonly number[]) {
	const samples = Uint16Array.from(values, (value) => Math.round(value * 65_535));
	const channels = values.length === 4 ? 4 : 3;
	const space = coding(primaries, transfer);
	return [...convertPixels({ samples, channels }, space, targetSpace(space))];
}

describe("primaries", () => {
	test("have the luminances that ITU-R BT.709 and BT.2020 state", () => {
		for (const [i, value] of [0.2126, 0.7152, 0.0722].entries()) {
			expect(xyzOf(BT709)[1][i]).toBeCloseTo(value, 4);
		}
		for (const [i, value] of [0.2627, 0.678, 0.0593].entries()) {
			expect(xyzOf(coding(9, 13).primaries)[1][i]).toBeCloseTo(value, 4);
		}
	});

	test("are converted as ITU-R BT.2087 states, from BT.709 to BT.2020", () => {
		const [row] = primariesMatrix(BT709, coding(9, 13).primaries);
		for (const [i, value] of [0.6274, 0.3293, 0.0433].entries()) {
			expect(row[i]).toBeCloseTo(value, 4);
		}
	});

	test.each([1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 22])("of code point %d keep white white", (point) => {
		for (const value of apply(
			primariesMatrix(coding(point, 13).primaries, DISPLAY_P3),
			[1, 1, 1],
		)) {
			expect(value).toBeCloseTo(1, 9);
		}
	});

	test("of wide spaces become Display P3, of television's sRGB", () => {
		const target = (point: number) => targetSpace(coding(point, 13));
		expect([9, 11, 12].map(target)).toEqual(["Display P3", "Display P3", "Display P3"]);
		expect([1, 5, 6, 7, 22].map(target)).toEqual(Array.from({ length: 5 }, () => "sRGB"));
	});
});

describe("curves", () => {
	test.each([1, 4, 5, 7, 8, 13, 16, 18])("of code point %d rise from 0 to 1", (point) => {
		const curve = linearCurve(coding(1, point).transfer);
		expect(curve(0)).toBe(0);
		expect(curve(1)).toBeCloseTo(1, 5);
		for (let step = 1; step <= 100; step++) {
			expect(curve(step / 100)).toBeGreaterThan(curve((step - 1) / 100));
		}
	});

	test("of PQ have the values of ITU-R BT.2408: 203 cd/m² is 58 %, 1000 is 75 %", () => {
		expect(pqOfLinear(203 / 10_000)).toBeCloseTo(0.58, 2);
		expect(pqOfLinear(1000 / 10_000)).toBeCloseTo(0.75, 2);
		for (const light of [0.001, 0.02, 0.5])
			expect(linearOfPq(pqOfLinear(light))).toBeCloseTo(light, 9);
	});

	test("of sRGB are inverses", () => {
		const curve = linearCurve("srgb");
		for (const value of [0.01, 0.04045, 0.5, 1])
			expect(srgbOfLinear(curve(value))).toBeCloseTo(value, 6);
	});
});

describe("pixels", () => {
	test.each([
		["linear to sRGB", 1, 8, [0, 0.2158605, 1], [0, 128, 255]],
		["a gamma of 2.2 to sRGB", 1, 4, [0.1, 0.5, 0.9], [19, 128, 230]],
		["Display P3, unchanged", 12, 13, [0.2, 0.4, 0.8], [51, 102, 204]],
		["BT.2020's grey to Display P3", 9, 13, [0.502, 0.502, 0.502], [128, 128, 128]],
		["BT.2020's green, which Display P3 lacks", 9, 13, [0, 1, 0], [0, 255, 0]],
		["alpha, unchanged", 1, 8, [1, 1, 1, 0.5], [255, 255, 255, 128]],
	] as const)("are converted from %s", (_, primaries, transfer, values, expected) => {
		expect(converted(primaries, transfer, values)).toEqual([...expected]);
	});

	test("are converted from grey, 8 bits", () => {
		const grey = { samples: Uint8Array.of(0, 55, 255), channels: 1 } as const;
		expect([...convertPixels(grey, coding(1, 8), "sRGB")]).toEqual(
			[0, 128, 255].flatMap((value) => [value, value, value]),
		);
		const clear = { samples: Uint8Array.of(55, 7), channels: 2 } as const;
		expect([...convertPixels(clear, coding(1, 8), "sRGB")]).toEqual([128, 128, 128, 7]);
	});
});

describe("HDR", () => {
	const code = (nits: number) => Math.round(65_535 * pqOfLinear(nits / 10_000));
	const grey = (...nits: readonly number[]) => {
		const samples = Uint16Array.from(nits, code);
		const rgb = convertPixels({ samples, channels: 1 }, coding(9, 16), "sRGB");
		return nits.map((_, pixel) => rgb[3 * pixel] ?? 0);
	};

	test("that is no brighter than white is converted as it is", () => {
		expect(grey(203, 203 * 0.2158605, 0)).toEqual([255, 128, 0]);
	});

	test("keeps dark tones, rolls off bright ones, and makes the peak white", () => {
		const [dark = 0, middle = 0, white = 0, bright = 0, peak = 0] = grey(1, 43.82, 203, 600, 1000);
		expect([dark, middle, peak]).toEqual([grey(1)[0] ?? 0, 128, 255]);
		expect(white).toBeWithin(220, 245);
		expect(bright).toBeWithin(white + 5, 255);
	});

	test("rises evenly up to the peak", () => {
		const gain = toneGain(20);
		let last = 0;
		for (let light = 0.01; light < 20; light *= 1.02) {
			const mapped = light * gain(light);
			// The table has steps.
			expect(mapped).toBeGreaterThan(last * 0.9999);
			expect(mapped).toBeLessThanOrEqual(light * 1.0001);
			last = mapped;
		}
		expect(20 * gain(20)).toBeCloseTo(1, 6);
		expect(40 * gain(40)).toBeCloseTo(1, 6);
	});

	test("keeps hues: the channels of a bright red stay in proportion", () => {
		const samples = Uint16Array.of(code(1000), code(100), code(100));
		const [r = 0, g = 0, b = 0] = convertPixels(
			{ samples, channels: 3 },
			coding(12, 16),
			"Display P3",
		);
		const linear = linearCurve("srgb");
		expect(r).toBe(255);
		expect(g).toBe(b);
		expect(linear(g / 255)).toBeCloseTo(0.1, 2);
	});

	test("of HLG: its reference white, 75 %, becomes almost white, its peak white", () => {
		const samples = Uint16Array.of(0, 49_151, 65_535);
		const rgb = convertPixels({ samples, channels: 1 }, coding(9, 18), "sRGB");
		expect(rgb[0]).toBe(0);
		expect(rgb[3]).toBeWithin(220, 245);
		expect(rgb[6]).toBe(255);
	});
});
