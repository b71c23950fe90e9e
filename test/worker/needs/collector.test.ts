import { describe, expect, test } from "bun:test";
import { startNeedsCollector } from "../../../worker/needs/collector.ts";
import type { NeedCount } from "../../../worker/needs/need.ts";

describe("gathering needed widths", () => {
	/** A collector over a database that is away whenever `isAway` says so. */
	function gathering() {
		const state = { isAway: false, now: 0 };
		const noted: (readonly NeedCount[])[] = [];
		const errors: unknown[] = [];
		const collector = startNeedsCollector({
			needs: {
				async note(counts) {
					if (state.isAway) throw new Error("The database is away");
					noted.push(counts);
				},
			},
			onError: (error) => errors.push(error),
			now: () => state.now,
		});
		return { collector, state, noted, errors };
	}

	test("many reports become one statement of sums", async () => {
		const { collector, noted } = gathering();
		for (let i = 0; i < 100; i++) collector.add({ slot: "grid", widths: [390, 780, 390] });
		collector.add({ slot: "photo", widths: [390] });
		await collector.close();
		expect(noted).toEqual([
			[
				{ slot: "grid", width: 390, count: 200 },
				{ slot: "grid", width: 780, count: 100 },
				{ slot: "photo", width: 390, count: 1 },
			],
		]);
	});

	test("while the database is away nothing is lost, and nothing counted twice", async () => {
		const { collector, state, noted, errors } = gathering();
		collector.add({ slot: "grid", widths: [390] });
		state.isAway = true;
		const failing = collector.flush();
		collector.add({ slot: "grid", widths: [390, 400] });
		await failing;
		expect(errors).toHaveLength(1);
		state.isAway = false;
		await collector.flush();
		await collector.close();
		expect(noted.flat()).toEqual([
			{ slot: "grid", width: 390, count: 2 },
			{ slot: "grid", width: 400, count: 1 },
		]);
	});

	test("a flood is cut to what time allows, whoever sends it", async () => {
		const { collector, state } = gathering();
		let taken = 0;
		for (let i = 0; i < 100_000; i++) {
			// 100 seconds with a thousand reports each.
			state.now = i;
			if (!collector.hasRoom()) continue;
			collector.add({ slot: "grid", widths: [(i % 10_000) + 1] });
			taken++;
		}
		expect(taken).toBeGreaterThan(100 * 50);
		expect(taken).toBeLessThan(100 * 50 + 501);
		await collector.close();
	});
});
