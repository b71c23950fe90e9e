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
			fc.property(width, buckets, (asked, list) => {
				const bucket = snapWidth(asked, list);
				expect(snapWidth(bucket, list)).toBe(bucket);
			}),
		);
	});

	test("is monotone", () => {
		fc.assert(
			fc.property(width, width, buckets, (a, b, list) => {
				const [less, more] = a < b ? [a, b] : [b, a];
				expect(snapWidth(less, list)).toBeLessThanOrEqual(snapWidth(more, list));
			}),
		);
	});

	test("answers the smallest bucket that is wide enough, or the top one", () => {
		fc.assert(
			fc.property(width, buckets, (asked, list) => {
				const wideEnough = list.filter((bucket) => bucket >= asked);
				const expected = wideEnough.length > 0 ? Math.min(...wideEnough) : Math.max(...list);
				expect(snapWidth(asked, list)).toBe(expected);
			}),
		);
	});
});

describe("the default buckets", () => {
	test("are multiples of 32 that ascend to the master's edge", () => {
		expect(DEFAULT_BUCKETS.every((bucket) => bucket % 32 === 0)).toBe(true);
		expect(parseBuckets(DEFAULT_BUCKETS.join(","))).toEqual({ ok: true, value: DEFAULT_BUCKETS });
		expect(DEFAULT_BUCKETS.at(-1)).toBe(2560);
	});

	test.each([200, 400, 800, 1000, 1200])("give %i and its neighbours one bucket", (asked) => {
		const around = [asked - 1, asked, asked + 1, asked + 2].map((w) =>
			snapWidth(w, DEFAULT_BUCKETS),
		);
		expect(new Set(around).size).toBe(1);
	});
});

describe("parseBuckets", () => {
	test("reads what join writes", () => {
		fc.assert(
			fc.property(buckets, (list) => {
				expect(parseBuckets(list.join(", "))).toEqual({ ok: true, value: list });
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
