import { describe, expect, test } from "bun:test";
import { recommendBuckets } from "widthwise/buckets";

describe("recommendBuckets", () => {
	const curve = [100, 50, 40, 39, 38].map((cost, i) => ({
		buckets: Array.from({ length: i + 1 }, (_, width) => width + 1),
		cost,
	}));

	test("stops when one more bucket saves less than two percent of what visitors need", () => {
		expect(recommendBuckets(curve, 100, false).index).toBe(2);
		expect(recommendBuckets(curve, 1000, false).index).toBe(1);
		expect(recommendBuckets(curve, 10, false).index).toBe(4);
	});

	test("does not depend on the length of the curve", () => {
		expect(recommendBuckets(curve.slice(0, 4), 100, false).index).toBe(2);
	});

	test("takes the cheapest list if misses have a cost", () => {
		const withMisses = [9, 5, 7].map((cost, i) => ({ buckets: curve[i]?.buckets ?? [], cost }));
		expect(recommendBuckets(withMisses, 1, true).index).toBe(1);
	});

	test("refuses an empty curve", () => {
		expect(() => recommendBuckets([], 1, false)).toThrow("there are no requests");
	});
});
