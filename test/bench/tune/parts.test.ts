import { describe, expect, test } from "bun:test";
import { missesOfBucket, parseHistogram } from "widthwise/tuning";
import { createRandom, weightedIndex } from "../../../bench/harness/random.ts";

describe("parseHistogram", () => {
	test("reads widths and counts, with or without densities", () => {
		expect(parseHistogram('\uFEFFwidth,count\r\n400,12\r\n"401",3\r\n')).toEqual({
			rows: [
				{ width: 400, dpr: 1, count: 12 },
				{ width: 401, dpr: 1, count: 3 },
			],
			hasDpr: false,
		});
		expect(parseHistogram("Width, DPR, Count\n800,2,5").rows).toEqual([
			{ width: 800, dpr: 2, count: 5 },
		]);
	});

	test.each([
		["", "its first line must be width,count"],
		["400,12", "its first line must be width,count"],
		["width,count\n400,12\n400", "line 3"],
		["width,count\n0,12", "line 2"],
		["width,count\n400.5,12", "line 2"],
		["width,count\n400,-1", "line 2"],
		["width,count\n400,", "line 2"],
		["width,count\n400,1,2", "line 2"],
	])("refuses %j", (csv, message) => {
		expect(() => parseHistogram(csv)).toThrow(message);
	});
});

describe("the cache model", () => {
	const cache = { photos: 50, zipf: 0.8, window: 2000 };

	test("has as many misses as random requests", () => {
		const random = createRandom(3);
		const draw = weightedIndex(Array.from({ length: 50 }, (_, i) => (i + 1) ** -0.8));
		const runs = 400;
		for (const requests of [1, 10, 80, 600]) {
			let distinct = 0;
			for (let run = 0; run < runs; run++) {
				distinct += new Set(Array.from({ length: requests }, () => draw(random))).size;
			}
			const misses = missesOfBucket(cache, 2000)(requests);
			expect(Math.abs(misses / (distinct / runs) - 1)).toBeLessThan(0.05);
		}
	});

	test("is concave: one bucket has fewer misses than two buckets with half as many requests each", () => {
		const misses = missesOfBucket(cache, 1e6);
		expect(misses(0)).toBe(0);
		for (const requests of [100, 1e4, 1e6]) {
			expect(misses(requests)).toBeLessThan(2 * misses(requests / 2));
			expect(misses(requests)).toBeGreaterThan(misses(requests / 2));
		}
	});
});
