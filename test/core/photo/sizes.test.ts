import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { cutSize, MASTER_EDGE, masterSize } from "widthwise/photo";
import { mezzanineWidths } from "../../../core/photo/sizes.ts";

const size = fc.record({
	width: fc.integer({ min: 1, max: 60_000 }),
	height: fc.integer({ min: 1, max: 60_000 }),
});

describe("the master's size", () => {
	test.each([
		[6000, 4000, 2560, 1707],
		[4000, 6000, 1707, 2560],
		[2560, 2560, 2560, 2560],
		[2561, 1, 2560, 1],
		[10000, 20, 2560, 5],
		[1, 30000, 1, 2560],
		[1, 1, 1, 1],
	])("of %i x %i is %i x %i", (width, height, masterWidth, masterHeight) => {
		expect(masterSize({ width, height })).toEqual({ width: masterWidth, height: masterHeight });
	});

	test("never exceeds the original or the limit, and keeps the aspect ratio", () => {
		fc.assert(
			fc.property(size, (original) => {
				const master = masterSize(original);
				const longEdge = Math.max(original.width, original.height);
				expect(Math.max(master.width, master.height)).toBe(Math.min(MASTER_EDGE, longEdge));
				expect(Math.min(master.width, master.height)).toBeGreaterThanOrEqual(1);
				const scale = Math.min(1, MASTER_EDGE / longEdge);
				expect(Math.abs(master.width - Math.max(1, original.width * scale))).toBeLessThanOrEqual(
					0.5,
				);
				expect(masterSize(master)).toEqual(master);
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
		[2560, [1280, 640]],
		[1281, [1280, 640]],
		[1280, [640]],
		[641, [640]],
		[640, [640]],
		[500, [500]],
		[1, [1]],
	])("of a master %i wide are %j wide", (masterWidth, widths) => {
		expect(mezzanineWidths(masterWidth)).toEqual(widths);
	});
});
