import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { DEFAULT_BUCKETS, parseBuckets, snapWidth } from "widthwise";

const width = fc.integer({ min: 1, max: 10000 });
const buckets = fc
	.uniqueArray(width, { minLength: 1, maxLength: 20 })
	.map((list) => list.toSorted((a, b) => a - b));

describe("snapWidth", () => {
	test("is idempotent", () => {
		fc.assert(
			fc.property(width, buckets, (requested, list) => {
				const bucket = snapWidth(requested, list);
				expect(snapWidth(bucket, list)).toBe(bucket);
			}),
		);
	});

	test("is monotone", () => {
		fc.assert(
			fc.property(width, width, buckets, (a, b, list) => {
				const [narrower, wider] = a < b ? [a, b] : [b, a];
				expect(snapWidth(narrower, list)).toBeLessThanOrEqual(snapWidth(wider, list));
			}),
		);
	});

	test("returns the smallest bucket that is wide enough, or the largest one, in any order", () => {
		fc.assert(
			fc.property(width, buckets, (requested, list) => {
				const wideEnough = list.filter((bucket) => bucket >= requested);
				const expected = wideEnough.length > 0 ? Math.min(...wideEnough) : Math.max(...list);
				expect(snapWidth(requested, list)).toBe(expected);
				expect(snapWidth(requested, list.toReversed())).toBe(expected);
			}),
		);
	});
});

describe("the default buckets", () => {
	test("are multiples of 32 in ascending order, up to the master's longest edge", () => {
		expect(DEFAULT_BUCKETS.every((bucket) => bucket % 32 === 0)).toBe(true);
		expect(parseBuckets(DEFAULT_BUCKETS.join(","))).toEqual({ ok: true, value: DEFAULT_BUCKETS });
		expect(DEFAULT_BUCKETS.at(-1)).toBe(2560);
	});

	test.each([200, 400, 800, 1000, 1200])(
		"give %i and its neighbours the same bucket",
		(requested) => {
			const around = [requested - 1, requested, requested + 1, requested + 2].map((w) =>
				snapWidth(w, DEFAULT_BUCKETS),
			);
			expect(new Set(around).size).toBe(1);
		},
	);
});

describe("parseBuckets", () => {
	test("parses a list joined by commas", () => {
		fc.assert(
			fc.property(buckets, (list) => {
				expect(parseBuckets(list.join(", "))).toEqual({ ok: true, value: list });
				expect(parseBuckets(list)).toEqual({ ok: true, value: list });
			}),
		);
	});

	test.each(["", "0", "640,320", "320,320", "a", "320,,640", "1e3", "10001", "-5", "3.5"])(
		"refuses %p",
		(text) => {
			expect(parseBuckets(text)).toMatchObject({ ok: false, code: "invalid-width" });
		},
	);
});
