import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { WidthwiseError } from "widthwise";
import { bucketCost, optimalBuckets, squareArea, type WidthCount } from "widthwise/buckets";
import { leastCostOfAll, type SearchRules } from "./every-list.ts";

const requestsOf = (mostWidth: number): fc.Arbitrary<WidthCount[]> =>
	fc.array(
		fc.record({
			width: fc.integer({ min: 1, max: mostWidth }),
			count: fc.integer({ min: 0, max: 9 }),
		}),
		{ minLength: 1, maxLength: 9 },
	);

const sizes: readonly ((width: number) => number)[] = [
	squareArea,
	(width) => width,
	// Bytes as an encoder gives them: a header, and less for each pixel the more there are.
	(width) => 300 + width ** 1.5,
	// Flat parts: two widths that cost the same.
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

const mostBuckets = 6;

function provedBy(requests: readonly WidthCount[], rules: SearchRules): void {
	const asked = requests.some(({ count }) => count > 0);
	if (!asked) return;
	const choices = optimalBuckets(requests, mostBuckets, rules);
	const byLength = new Map(choices.map((choice) => [choice.buckets.length, choice]));
	expect(byLength.size).toBe(choices.length);
	for (let length = 1; length <= mostBuckets; length++) {
		const least = leastCostOfAll(requests, length, rules);
		const choice = byLength.get(length);
		if (least === null) expect(choice).toBeUndefined();
		else expect(choice?.cost).toBeCloseTo(least, 6);
	}
}

describe("optimalBuckets is proved against every list there is", () => {
	test("for any size that never falls, grid, fixed widths and cap", () => {
		fc.assert(fc.property(requestsOf(18), rulesFor(undefined), provedBy), { numRuns: 400 });
	});

	test("with the cost of misses", () => {
		// Concave, as misses are: the first requests of a bucket miss most.
		const missCost = (requests: number): number => 12 * (1 - Math.exp(-requests / 5));
		fc.assert(fc.property(requestsOf(18), rulesFor(missCost), provedBy), { numRuns: 400 });
	});
});

describe("the lists", () => {
	const anyRequests = requestsOf(4000).filter((all) => all.some(({ count }) => count > 0));

	test("cost what they say", () => {
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

	test("ascend, keep to the grid, and answer the widest request and not more than 2560", () => {
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

	test("each bucket more saves less", () => {
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

	test("one bucket a width costs nothing, and more are not made up", () => {
		const requests = [320, 640, 650].map((width) => ({ width, count: 5 }));
		const choices = optimalBuckets(requests, 10);
		expect(choices.length).toBe(3);
		expect(choices.at(-1)).toEqual({ buckets: [320, 640, 650], cost: 0 });
	});

	test("fewer buckets than fixed widths are impossible", () => {
		const requests = [{ width: 300, count: 1 }];
		const lists = optimalBuckets(requests, 4, { fixed: [640, 1280] }).map((c) => c.buckets);
		expect(lists).toEqual([
			[640, 1280],
			[300, 640, 1280],
		]);
	});

	test("nothing asked for: nothing to choose", () => {
		expect(optimalBuckets([], 8)).toEqual([]);
		expect(optimalBuckets([{ width: 300, count: 0 }], 8)).toEqual([]);
	});
});

describe("large inputs", () => {
	const everyWidth = Array.from({ length: 10_000 }, (_, i) => ({
		width: i + 1,
		count: (i * 7919) % 1009,
	}));

	test("10,000 distinct widths, 32 buckets: as cheap as trying every step", () => {
		const rules = { widest: 10_000 };
		const quick = optimalBuckets(everyWidth, 32, rules);
		expect(quick.length).toBe(32);
		// A cost of misses that is always nothing takes the other road to the same place.
		const everyStep = optimalBuckets(everyWidth, 3, { ...rules, missCost: () => 0 });
		for (const [i, { cost }] of everyStep.entries()) {
			expect((quick[i]?.cost ?? 0) / cost).toBeCloseTo(1, 12);
		}
	});

	test("2.6 billion requests lose no precision that matters", () => {
		const requests = everyWidth.map(({ width, count }) => ({ width, count: count * 500 }));
		for (const { buckets, cost } of optimalBuckets(requests, 12)) {
			const { overshoot } = bucketCost(requests, buckets, squareArea, 2560);
			expect(cost / overshoot).toBeCloseTo(1, 9);
		}
	});
});

describe("what is no width is refused", () => {
	test.each([
		[[{ width: 0, count: 1 }], {}],
		[[{ width: 1.5, count: 1 }], {}],
		[[{ width: 100, count: Number.NaN }], {}],
		[[{ width: 100, count: -1 }], {}],
		[[{ width: 100, count: 1 }], { grid: 0 }],
		[[{ width: 100, count: 1 }], { fixed: [-5] }],
	])("%j %j", (requests, rules) => {
		expect(() => optimalBuckets(requests, 4, rules)).toThrow(WidthwiseError);
	});
});
