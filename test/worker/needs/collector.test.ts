import { describe, expect, test } from "bun:test";
import { startNeedsCollector } from "../../../worker/needs/collector.ts";
import type { NeedCount } from "../../../worker/needs/need.ts";

describe("the collector of needed widths", () => {
	/** A collector over a database that is unreachable while `isUnreachable` is set. */
	function collecting() {
		const state = { isUnreachable: false, now: 0 };
		const added: (readonly NeedCount[])[] = [];
		const errors: unknown[] = [];
		const collector = startNeedsCollector({
			needs: {
				async add(counts) {
					if (state.isUnreachable) throw new Error("The database does not answer");
					added.push(counts);
				},
			},
			onError: (error) => errors.push(error),
			now: () => state.now,
		});
		return { collector, state, added, errors };
	}

	test("writes many reports as one statement of sums", async () => {
		const { collector, added } = collecting();
		for (let i = 0; i < 100; i++) collector.add({ slot: "grid", widths: [390, 780, 390] });
		collector.add({ slot: "photo", widths: [390] });
		await collector.close();
		expect(added).toEqual([
			[
				{ slot: "grid", width: 390, count: 200 },
				{ slot: "grid", width: 780, count: 100 },
				{ slot: "photo", width: 390, count: 1 },
			],
		]);
	});

	test("loses nothing while the database is unreachable, and counts nothing twice", async () => {
		const { collector, state, added, errors } = collecting();
		collector.add({ slot: "grid", widths: [390] });
		state.isUnreachable = true;
		const failing = collector.flush();
		collector.add({ slot: "grid", widths: [390, 400] });
		await failing;
		expect(errors).toHaveLength(1);
		state.isUnreachable = false;
		await collector.flush();
		await collector.close();
		expect(added.flat()).toEqual([
			{ slot: "grid", width: 390, count: 2 },
			{ slot: "grid", width: 400, count: 1 },
		]);
	});

	test("accepts 50 reports a second of a flood", async () => {
		const { collector, state } = collecting();
		let accepted = 0;
		for (let i = 0; i < 100_000; i++) {
			// 100 seconds with a thousand reports each.
			state.now = i;
			if (!collector.canAdd()) continue;
			collector.add({ slot: "grid", widths: [(i % 10_000) + 1] });
			accepted++;
		}
		expect(accepted).toBeGreaterThan(100 * 50);
		expect(accepted).toBeLessThan(100 * 50 + 501);
		await collector.close();
	});
});
