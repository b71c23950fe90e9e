import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { cutSize, MASTER_EDGE, MAX_MASTER_EDGE, masterSize, type Size } from "widthwise/photo";
import { mezzanineWidths } from "../../../core/photo/sizes.ts";

const size = fc.record({
	width: fc.integer({ min: 1, max: 60_000 }),
	height: fc.integer({ min: 1, max: 60_000 }),
});

const edges = fc.constantFrom(MASTER_EDGE, 3000, MAX_MASTER_EDGE);

const times = ({ width, height }: Size, factor: number): Size => ({
	width: Math.round(width * factor),
	height: Math.round(height * factor),
});

describe("the master's size", () => {
	test.each([
		[6000, 4000, 2560, 1707],
		[4000, 6000, 1707, 2560],
		[2560, 2560, 2560, 2560],
		[2560, 1440, 2560, 1440],
		[6000, 3375, 2560, 1440],
		[8000, 2400, 4674, 1402],
		[30000, 2000, 9915, 661],
		[36861, 800, 16383, 356],
		[800, 36861, 356, 16383],
		[60000, 60000, 2560, 2560],
		[60000, 1, 16383, 1],
		[2561, 1, 2561, 1],
		[1, 5000, 1, 5000],
		[1, 1, 1, 1],
	])("of %i x %i is %i x %i", (width, height, masterWidth, masterHeight) => {
		expect(masterSize({ width, height })).toEqual({ width: masterWidth, height: masterHeight });
	});

	test.each([
		[6000, 4000, 3840, 2560],
		[2560, 1440, 2560, 1440],
		[60000, 60000, 3840, 3840],
		[8000, 2400, 7011, 2103],
		[36861, 800, 16383, 356],
	])("of %i x %i is %i x %i with an edge of 3840", (width, height, masterWidth, masterHeight) => {
		const master = { width: masterWidth, height: masterHeight };
		expect(masterSize({ width, height }, MAX_MASTER_EDGE)).toEqual(master);
	});

	test("never exceeds the original or a limit, and keeps the aspect ratio", () => {
		fc.assert(
			fc.property(size, edges, (original, edge) => {
				const master = masterSize(original, edge);
				const [long, short] = [
					Math.max(master.width, master.height),
					Math.min(master.width, master.height),
				];
				expect(master.width).toBeWithin(1, original.width + 1);
				expect(master.height).toBeWithin(1, original.height + 1);
				expect(long).toBeLessThanOrEqual(16_383);
				expect(master.width * master.height).toBeLessThanOrEqual(edge ** 2 + 16_383);
				expect(long <= edge || short <= Math.ceil((edge * 9) / 16)).toBe(true);
				const scale = long / Math.max(original.width, original.height);
				const exact = Math.max(1, Math.min(original.width, original.height) * scale);
				expect(Math.abs(short - exact)).toBeLessThanOrEqual(1);
				expect(masterSize(master, edge)).toEqual(master);
			}),
		);
	});

	test("is the same as before for everything up to 16:9", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 30_000 }),
				fc.double({ min: 9 / 16, max: 1, noNaN: true }),
				(long, ratio) => {
					const original = { width: long, height: Math.ceil(long * ratio) };
					expect(Math.max(...Object.values(masterSize(original)))).toBe(
						Math.min(long, MASTER_EDGE),
					);
				},
			),
		);
	});

	test("never shrinks when the original grows in both directions", () => {
		fc.assert(
			fc.property(size, fc.double({ min: 1, max: 3, noNaN: true }), (original, factor) => {
				const [small, large] = [masterSize(original), masterSize(times(original, factor))];
				// The larger original is rounded too, so that its ratio differs a little.
				expect(large.width * large.height * 1.1 + 20_000).toBeGreaterThan(
					small.width * small.height,
				);
			}),
		);
	});
});

describe("the size of a cut", () => {
	test("has the requested width, at most the master's, and at least one row", () => {
		fc.assert(
			fc.property(size, fc.integer({ min: 1, max: 10_000 }), (original, requested) => {
				const master = masterSize(original);
				const { width, height } = cutSize(master, requested);
				expect(width).toBe(Math.min(requested, master.width));
				expect(Number.isInteger(height) && height >= 1 && height <= master.height).toBe(true);
				const exact = (width * master.height) / master.width;
				expect(Math.abs(height - Math.max(1, exact))).toBeLessThanOrEqual(0.5);
			}),
		);
	});
});

describe("mezzanines", () => {
	test.each([
		[2560, 1707, [1280, 640]],
		[1281, 1281, [1280, 640]],
		[1280, 720, [640]],
		[641, 400, [640]],
		[640, 480, [640]],
		[500, 500, [500]],
		[9915, 661, [1280, 640]],
		[1440, 4551, [1247, 640]],
		[356, 16383, [326]],
		[1, 5000, [1]],
		[1, 1, [1]],
	])("of a master of %i x %i are %j wide", (width, height, widths) => {
		expect(mezzanineWidths({ width, height })).toEqual(widths);
	});

	test.each([
		[2560, 1707, [2560, 1280, 640]],
		[2560, 2560, [2217, 1280, 640]],
		[9915, 661, [2560, 1280, 640]],
		[1281, 800, [1281, 1280, 640]],
		[1280, 720, [640]],
		[500, 500, [500]],
		[356, 16383, [326]],
	])("of a master of %i x %i with the original's pixels are %j wide", (width, height, widths) => {
		expect(mezzanineWidths({ width, height }, true)).toEqual(widths);
	});

	test("are one to three, none wider than the master, none of more than five million pixels", () => {
		fc.assert(
			fc.property(size, fc.boolean(), (original, keepsPixels) => {
				const master = masterSize(original);
				const widths = mezzanineWidths(master, keepsPixels);
				expect(widths.length).toBeWithin(1, keepsPixels ? 4 : 3);
				for (const width of widths) {
					const cut = cutSize(master, width);
					expect(cut.width).toBe(width);
					expect(cut.width * cut.height).toBeLessThanOrEqual(4_930_000);
				}
				expect(widths).toEqual([...widths].sort((a, b) => b - a));
			}),
		);
	});
});
