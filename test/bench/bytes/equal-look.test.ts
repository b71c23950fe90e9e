import { describe, expect, test } from "bun:test";
import { bytesAtDistance, triedQualities } from "../../../bench/bytes/equal-look.ts";

/** An encoder whose bytes double every 10 qualities, and whose distance falls by 0.05 for each. */
function encoder() {
	const tried: number[] = [];
	return {
		tried,
		async measure(quality: number) {
			tried.push(quality);
			return { bytes: 1000 * 2 ** (quality / 10), distance: 6 - quality / 20 };
		},
	};
}

describe("bytesAtDistance", () => {
	test.each([50, 54, 20, 95])("finds the same bytes from a start of %p", async (start) => {
		const found = await bytesAtDistance(3.4, encoder().measure, start);
		expect(found?.quality).toBeCloseTo(52, 6);
		expect(found?.bytes).toBeCloseTo(1000 * 2 ** 5.2, 6);
	});

	test.each([50, 80, 1])("tries only the listed qualities from a start of %p", async (start) => {
		for (const target of [0.5, 9]) {
			const { tried, measure } = encoder();
			await bytesAtDistance(target, measure, start);
			expect(triedQualities(start)).toEqual(expect.arrayContaining(tried));
		}
		// Next.js allows twenty.
		expect(triedQualities(start).length).toBeLessThanOrEqual(15);
	});

	test("measures two pictures if the start is near", async () => {
		const { tried, measure } = encoder();
		await bytesAtDistance(3.4, measure, 50);
		expect(tried).toEqual([50, 58]);
	});

	test("returns null if even quality 100 looks worse", async () => {
		const { tried, measure } = encoder();
		expect(await bytesAtDistance(0.9, measure, 80)).toBeNull();
		expect(tried.at(-1)).toBe(100);
	});

	test("returns the smallest picture if even quality 1 looks better", async () => {
		const found = await bytesAtDistance(7, encoder().measure, 10);
		expect(found).toEqual({ quality: 1, bytes: 1000 * 2 ** 0.1 });
	});
});
