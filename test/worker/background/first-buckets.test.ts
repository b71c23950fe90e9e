import { expect, test } from "bun:test";
import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { DEFAULT_AUDIENCE, neededWidths } from "../../../bench/traffic/audience/audience.ts";
import { firstBuckets } from "../../../worker/background/first-buckets.ts";

/** The share of the audience's requests that a list of buckets answers. */
function coverage(buckets: readonly number[]): number {
	return neededWidths(DEFAULT_AUDIENCE)
		.filter(({ width }) => buckets.includes(snapWidth(width, DEFAULT_BUCKETS)))
		.reduce((sum, { count }) => sum + count, 0);
}

test("the first buckets answer 98 of 100 requests, and no shorter list does", () => {
	const first = firstBuckets(DEFAULT_BUCKETS);
	expect(coverage(first)).toBeGreaterThan(0.98);
	for (const left of first) {
		expect(coverage(first.filter((bucket) => bucket !== left))).toBeLessThan(0.98);
	}
});

test("other lists have first buckets, too, unless all are wide", () => {
	expect(firstBuckets([400, 800, 1600])).toEqual([400, 800]);
	expect(firstBuckets([2000])).toEqual([]);
});
