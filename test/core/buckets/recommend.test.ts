import { describe, expect, test } from "bun:test";
import { recommendBuckets } from "widthwise/buckets";

describe("recommendBuckets", () => {
	const curve = [100, 50, 40, 39, 38].map((cost, i) => ({
		buckets: Array.from({ length: i + 1 }, (_, width) => width + 1),
		cost,
	}));

	test("stops where one bucket more saves less than two percent of what is needed", () => {
		expect(recommendBuckets(curve, 100, false).at).toBe(2);
		expect(recommendBuckets(curve, 1000, false).at).toBe(1);
		expect(recommendBuckets(curve, 10, false).at).toBe(4);
	});

	test("does not depend on how far the curve was drawn", () => {
		expect(recommendBuckets(curve.slice(0, 4), 100, false).at).toBe(2);
	});

	test("takes the cheapest where misses cost", () => {
		const withMisses = [9, 5, 7].map((cost, i) => ({ buckets: curve[i]?.buckets ?? [], cost }));
		expect(recommendBuckets(withMisses, 1, true).at).toBe(1);
	});

	test("says so when there is nothing to choose from", () => {
		expect(() => recommendBuckets([], 1, false)).toThrow("no width was asked for");
	});
});
