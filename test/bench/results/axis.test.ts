import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
	linearScale,
	ratioScale,
	ratioTicks,
	roundTicks,
	type Ticks,
} from "../../../bench/plot/axis.ts";

const ENDS = [100, 700] as const;

/** Expects that the ends are ticks, ticks ascend, and every value is between the ends. */
function expectAround({ min, max, values: ticks }: Ticks, values: readonly number[]): void {
	const tolerance = 1e-6 * (max - min);
	expect(ticks.length).toBeGreaterThanOrEqual(2);
	expect(ticks.length).toBeLessThan(30);
	expect([ticks[0], ticks.at(-1)]).toEqual([min, max]);
	expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
	expect(min).toBeLessThanOrEqual(Math.min(...values) + tolerance);
	expect(max).toBeGreaterThanOrEqual(Math.max(...values) - tolerance);
}

describe("an axis", () => {
	test("has round ticks around any values", () => {
		const measured = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
		fc.assert(
			fc.property(measured, (values) => {
				const rounded = values.map((value) => Math.round(value * 1000) / 1000);
				expectAround(roundTicks(rounded), rounded);
			}),
		);
	});

	test("has round ticks around ratios, also around a single ratio", () => {
		const measured = fc.array(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), { minLength: 1 });
		fc.assert(fc.property(measured, (values) => expectAround(ratioTicks(values), values)));
		expect(ratioTicks([0.36, 16]).values).toEqual([0.2, 0.5, 1, 2, 5, 10, 20]);
	});

	test("is linear or logarithmic", () => {
		const linear = linearScale(roundTicks([0, 100]), ENDS);
		expect([0, 50, 100].map(linear.to)).toEqual([100, 400, 700]);
		const ratios = ratioScale(ratioTicks([0.5, 2]), ENDS);
		expect([0.5, 1, 2].map(ratios.to)).toEqual([100, 400, 700]);
	});
});
