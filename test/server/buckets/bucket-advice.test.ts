import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { DEFAULT_BUCKETS } from "widthwise";
import { type Analysis, analyze, isWorthwhile } from "widthwise/tuning";
import { parseTuneOptions } from "../../../bench/tune/options.ts";
import { adviseBuckets } from "../../../server/buckets/bucket-advice.ts";

const isChangeAdvised = (advice: Analysis | null) => advice && isWorthwhile(advice);

describe("the advice on buckets", () => {
	const needs = fc.array(
		fc.record({
			width: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 1500 })),
			count: fc.integer({ min: 1, max: 1000 }),
		}),
		{ minLength: 1, maxLength: 60 },
	);
	const lists = fc
		.uniqueArray(fc.integer({ min: 1, max: 2560 }), { minLength: 1, maxLength: 12 })
		.map((widths) => widths.sort((a, b) => a - b));

	test("equals the output of the bench's tune with --grid 32", () => {
		fc.assert(
			fc.property(needs, lists, (requests, today) => {
				const args = ["--grid", "32", "--most", "32", "--today", today.join()];
				const tuned = analyze(requests, parseTuneOptions(args));
				const advice = adviseBuckets(requests, today);
				expect(advice?.recommended.buckets).toEqual(tuned.recommended.buckets);
				expect(advice?.why).toBe(tuned.why);
				expect(advice?.requests).toBe(tuned.requests);
				for (const list of ["today", "todayWidened", "recommended"] as const) {
					expect(advice?.[list].overshootShare).toBeCloseTo(tuned[list].overshootShare, 9);
					expect(advice?.[list].undersizedShare).toBeCloseTo(tuned[list].undersizedShare, 9);
				}
			}),
			{ numRuns: 60 },
		);
	});

	test("is null if no widths were reported", () => {
		expect(adviseBuckets([], DEFAULT_BUCKETS)).toBeNull();
		expect(adviseBuckets([{ width: 400, count: 0 }], DEFAULT_BUCKETS)).toBeNull();
	});

	test("is to change nothing if a change would save little", () => {
		const phones = [{ width: 1170, count: 1000 }];
		expect(isChangeAdvised(adviseBuckets(phones, [1184, 2560]))).toBe(false);
		expect(isChangeAdvised(adviseBuckets(phones, [1216]))).toBe(true);
	});

	test("is to change buckets that are too narrow for visitors", () => {
		const advice = adviseBuckets([{ width: 1170, count: 1000 }], [640]);
		expect(advice?.today).toMatchObject({ overshootShare: 0, undersizedShare: 1 });
		expect(advice?.todayWidened.buckets).toEqual([640, 1184]);
		expect(isChangeAdvised(advice)).toBe(true);
	});
});
