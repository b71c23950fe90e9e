import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { WidthwiseError } from "widthwise";
import { bucketCost, optimalBuckets, squareArea, type WidthCount } from "widthwise/buckets";
import { minCostOfAll, type SearchRules } from "./every-list.ts";

const requestsUpTo = (maxWidth: number): fc.Arbitrary<WidthCount[]> =>
	fc.array(
		fc.record({
			width: fc.integer({ min: 1, max: maxWidth }),
			count: fc.integer({ min: 0, max: 9 }),
		}),
		{ minLength: 1, maxLength: 9 },
	);

const sizes: readonly ((width: number) => number)[] = [
	squareArea,
	(width) => width,
	// Like an encoder's bytes: a header, and fewer bytes per pixel in larger pictures.
	(width) => 300 + width ** 1.5,
	// With flat parts, where neighbouring widths cost the same.
	(width) => Math.floor(width / 4),
];

const rulesFor = (missCost: SearchRules["missCost"] | undefined): fc.Arbitrary<SearchRules> =>
	fc.record({
		size: fc.constantFrom(...sizes),
		widest: fc.integer({ min: 8, max: 14 }),
		grid: fc.integer({ min: 1, max: 4 }),
		fixed: fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 3 }),
		...(missCost ? { missCost: fc.constant(missCost) } : {}),
	});

const maxBuckets = 6;

function compareWithAllLists(requests: readonly WidthCount[], rules: SearchRules): void {
	if (!requests.some(({ count }) => count > 0)) return;
	const choices = optimalBuckets(requests, maxBuckets, rules);
	const byLength = new Map(choices.map((choice) => [choice.buckets.length, choice]));
	expect(byLength.size).toBe(choices.length);
	for (let length = 1; length <= maxBuckets; length++) {
		const minCost = minCostOfAll(requests, length, rules);
		const choice = byLength.get(length);
		if (minCost === null) expect(choice).toBeUndefined();
		else expect(choice?.cost).toBeCloseTo(minCost, 6);
	}
}

describe("optimalBuckets finds the cheapest of all possible lists", () => {
	test("for any size function, grid, fixed widths and widest request", () => {
		fc.assert(fc.property(requestsUpTo(18), rulesFor(undefined), compareWithAllLists), {
			numRuns: 150,
		});
	});

	test("with a cost of misses", () => {
		// Concave, as misses are: the first requests of a bucket miss most often.
		const missCost = (requests: number): number => 12 * (1 - Math.exp(-requests / 5));
		fc.assert(fc.property(requestsUpTo(18), rulesFor(missCost), compareWithAllLists), {
			numRuns: 150,
		});
	});
});

describe("the lists of optimalBuckets", () => {
	const anyRequests = requestsUpTo(4000).filter((all) => all.some(({ count }) => count > 0));

	test("cost what bucketCost computes", () => {
		fc.assert(
			fc.property(anyRequests, fc.constantFrom(1, 32, 100), (requests, grid) => {
				for (const { buckets, cost } of optimalBuckets(requests, 8, { grid })) {
					const { overshoot, undersized } = bucketCost(requests, buckets, squareArea, 2560);
					expect(cost).toBe(overshoot);
					expect(undersized).toBe(0);
				}
			}),
		);
	});

	test("ascend on the grid up to the widest request, at most 2560", () => {
		fc.assert(
			fc.property(anyRequests, (requests) => {
				const widths = requests.filter(({ count }) => count > 0).map(({ width }) => width);
				const widest = Math.min(2560, Math.max(...widths));
				for (const { buckets } of optimalBuckets(requests, 8, { grid: 32 })) {
					expect(buckets).toEqual([...new Set(buckets)].sort((a, b) => a - b));
					expect(buckets.every((bucket) => bucket % 32 === 0)).toBe(true);
					expect(buckets.at(-1)).toBe(Math.ceil(widest / 32) * 32);
				}
			}),
		);
	});

	test("save less with each further bucket", () => {
		fc.assert(
			fc.property(anyRequests, (requests) => {
				const costs = optimalBuckets(requests, 9).map(({ cost }) => cost);
				const saved = costs.slice(1).map((cost, i) => (costs[i] ?? 0) - cost);
				for (const [i, saving] of saved.entries()) {
					expect(saving).toBeGreaterThanOrEqual(0);
					expect(saving).toBeLessThanOrEqual(saved[i - 1] ?? saving);
				}
			}),
		);
	});

	test("cost nothing with one bucket per width, and do not get longer than that", () => {
		const requests = [320, 640, 650].map((width) => ({ width, count: 5 }));
		const choices = optimalBuckets(requests, 10);
		expect(choices.length).toBe(3);
		expect(choices.at(-1)).toEqual({ buckets: [320, 640, 650], cost: 0 });
	});

	test("have at least one bucket per fixed width", () => {
		const requests = [{ width: 300, count: 1 }];
		const lists = optimalBuckets(requests, 4, { fixed: [640, 1280] }).map((c) => c.buckets);
		expect(lists).toEqual([
			[640, 1280],
			[300, 640, 1280],
		]);
	});

	test("are none without requests", () => {
		expect(optimalBuckets([], 8)).toEqual([]);
		expect(optimalBuckets([{ width: 300, count: 0 }], 8)).toEqual([]);
	});
});

describe("optimalBuckets with large inputs", () => {
	const everyWidth = Array.from({ length: 4000 }, (_, i) => ({
		width: i + 1,
		count: (i * 7919) % 1009,
	}));

	test("chooses among 4000 widths as cheaply as by trying every step", () => {
		const rules = { widest: 4000 };
		const fast = optimalBuckets(everyWidth, 32, rules);
		expect(fast.length).toBe(32);
		// A cost of misses, even of 0, selects the algorithm that tries every step.
		const everyStep = optimalBuckets(everyWidth, 3, { ...rules, missCost: () => 0 });
		for (const [i, { cost }] of everyStep.entries()) {
			expect((fast[i]?.cost ?? 0) / cost).toBeCloseTo(1, 12);
		}
	});

	test("stays precise with 2.6 billion requests", () => {
		const requests = everyWidth.map(({ width, count }) => ({ width, count: count * 1300 }));
		for (const { buckets, cost } of optimalBuckets(requests, 12)) {
			const { overshoot } = bucketCost(requests, buckets, squareArea, 2560);
			expect(cost / overshoot).toBeCloseTo(1, 9);
		}
	});
});

describe("optimalBuckets refuses", () => {
	test.each([
		[[{ width: 0, count: 1 }], {}],
		[[{ width: 1.5, count: 1 }], {}],
		[[{ width: 100, count: Number.NaN }], {}],
		[[{ width: 100, count: -1 }], {}],
		[[{ width: 100, count: 1 }], { grid: 0 }],
		[[{ width: 100, count: 1 }], { fixed: [-5] }],
	])("the requests %j with the rules %j", (requests, rules) => {
		expect(() => optimalBuckets(requests, 4, rules)).toThrow(WidthwiseError);
	});
});
