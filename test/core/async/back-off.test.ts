import { expect, test } from "bun:test";
import fc from "fast-check";
import { backOff, jitter } from "../../../core/async/back-off.ts";

const firstMs = fc.integer({ min: 1, max: 10_000 });
const maxMs = fc.integer({ min: 10_000, max: 1_000_000 });

test("backOff doubles the pause after each failure, up to a maximum", () => {
	expect([1, 2, 3, 4, 5].map((failures) => backOff(failures, 50))).toEqual([
		50, 100, 200, 400, 800,
	]);
	fc.assert(
		fc.property(firstMs, maxMs, fc.integer({ min: 1, max: 5000 }), (first, max, failures) => {
			const pause = backOff(failures, first, max);
			expect(backOff(1, first, max)).toBe(first);
			expect(backOff(failures + 1, first, max)).toBe(Math.min(2 * pause, max));
		}),
	);
});

test("jitter removes at most its share of a pause", () => {
	const share = fc.double({ min: 0, max: 1, noNaN: true });
	fc.assert(
		fc.property(firstMs, share, (ms, maxShare) => {
			const pause = jitter(ms, maxShare);
			expect(pause).toBeLessThanOrEqual(ms);
			expect(pause).toBeGreaterThanOrEqual(ms * (1 - maxShare));
		}),
	);
	const pauses = Array.from({ length: 1000 }, () => jitter(1000));
	expect(Math.min(...pauses)).toBeLessThan(100);
	expect(Math.max(...pauses)).toBeGreaterThan(900);
});
