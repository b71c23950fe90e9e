import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { LAYOUTS, type Layout } from "../../../server/archive/layouts.ts";
import { justify, type Slot } from "../../../server/archive/rows.ts";
import { sizesOf, slotRule, slotsOf } from "../../../server/archive/slots.ts";

const ratios = fc.array(fc.double({ min: 0.3, max: 3.5, noNaN: true }), {
	minLength: 1,
	maxLength: 70,
});
const layout = fc.constantFrom(...LAYOUTS);

/** Groups slots into rows, as a browser does: each slot knows the gaps in its row. */
function rowsOf(slots: readonly Slot[]): readonly (readonly Slot[])[] {
	const rows: Slot[][] = [];
	for (let i = 0; i < slots.length; i += (slots[i]?.gaps ?? 0) + 1) {
		rows.push(slots.slice(i, i + (slots[i]?.gaps ?? 0) + 1));
	}
	return rows;
}

const widthOf = (row: readonly Slot[]): number => row.reduce((sum, { share }) => sum + share, 0);

describe("rows", () => {
	test("hold every photo once, keep its ratio, and are never too wide", () => {
		fc.assert(
			fc.property(ratios, layout, fc.boolean(), (photos, layout, isOpen) => {
				const slots = justify(photos, layout, isOpen);
				expect(slots).toHaveLength(photos.length);
				let i = 0;
				for (const row of rowsOf(slots)) {
					expect(widthOf(row)).toBeLessThan(1 + 1e-9);
					// All photos of a row have the same height.
					const heights = row.map(({ share }) => share / (photos[i++] ?? 1));
					for (const height of heights) expect(height).toBeCloseTo(heights[0] ?? 0, 9);
				}
				expect(i).toBe(photos.length);
			}),
		);
	});

	test("of ordinary photos are full, except for the last row of the last page", () => {
		const ordinary = fc.array(fc.constantFrom(1.5, 4 / 3, 16 / 9, 2 / 3, 3 / 4, 1), {
			minLength: 30,
			maxLength: 60,
		});
		fc.assert(
			fc.property(ordinary, layout, fc.boolean(), (photos, layout, isOpen) => {
				const rows = rowsOf(justify(photos, layout, isOpen));
				for (const row of isOpen ? rows : rows.slice(0, -1)) {
					expect(widthOf(row)).toBeCloseTo(1, 9);
				}
			}),
		);
	});

	test("are broken as evenly as possible", () => {
		const layout: Layout = { from: 0, rowRatio: 3, minRatio: 2 };
		// Greedy rows would be 1.5 + 1.5 + 1, then 2 + 3 in a row of 5.
		const slots = justify([1.5, 1.5, 1, 2, 3], layout, true);
		expect(rowsOf(slots).map((row) => row.length)).toEqual([2, 2, 1]);
	});

	test("with few photos stay short", () => {
		const desktop = LAYOUTS.find(({ from }) => from === 1250);
		const [alone] = justify([1.5], desktop ?? fallback, false);
		expect(alone?.share).toBeCloseTo(1.5 / 4.3, 5);
		expect(justify([1.5], LAYOUTS[0] ?? fallback, false)).toEqual([{ share: 1, gaps: 0 }]);
	});

	const fallback: Layout = { from: 0, rowRatio: 1, minRatio: 1 };
});

describe("a slot", () => {
	test("has the same width in `sizes` and in the style rule", () => {
		const [slots = []] = slotsOf([1.5, 1.5], false);
		expect(sizesOf(slots, false)).toStartWith("(min-width:2300px) calc(22.73vw - ");
		expect(sizesOf(slots, false)).toEndWith(", calc(100vw - 12px)");
		const capped = "(hover:none) calc(calc(100vw - 12px) * 2 / 3), ";
		expect(sizesOf(slots, true)).toEndWith(capped + sizesOf(slots, false));
		const rule = slotRule("#p1", 1.5, slots);
		expect(rule).toStartWith("#p1{--ratio:1.5;--s0:1;--g0:0;");
		expect(rule).toContain("--s5:0.22727;--g5:1}");
	});
});
