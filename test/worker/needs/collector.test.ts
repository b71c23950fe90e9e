import { describe, expect, test } from "bun:test";
import { startNeedsCollector } from "../../../worker/needs/collector.ts";
import type { NeedCount } from "../../../worker/needs/need.ts";

describe("the collector of needed widths", () => {
	/** A collector over a database that is unreachable while `isUnreachable` is set. */
	function collecting() {
		const state = { isUnreachable: false, now: 0, random: 0, failsAfter: Number.POSITIVE_INFINITY };
		const added: (readonly NeedCount[])[] = [];
		const errors: unknown[] = [];
		const collector = startNeedsCollector({
			needs: {
				async add(counts) {
					if (state.isUnreachable || added.length >= state.failsAfter)
						throw new Error("The database does not answer");
					added.push(counts);
				},
			},
			onError: (error) => errors.push(error),
			now: () => state.now,
			random: () => state.random,
		});
		return { collector, state, added, errors };
	}

	test("writes sums of many reports: one width of each view, in steps of 16 pixels", async () => {
		const { collector, added, state } = collecting();
		for (let i = 0; i < 90; i++) {
			state.random = (i % 3) / 3;
			collector.add({ slot: "grid", widths: [390, 780, 391] }, `network ${i}`);
		}
		collector.add({ slot: "photo", widths: [390] }, "network");
		await collector.close();
		expect(added).toEqual([
			[
				{ slot: "grid", width: 400, count: 60 },
				{ slot: "grid", width: 784, count: 30 },
				{ slot: "photo", width: 400, count: 1 },
			],
		]);
	});

	test("writes at most 200 rows in a statement, and again only those that were not written", async () => {
		const { collector, added, state } = collecting();
		for (let i = 1; i <= 500; i++) {
			collector.add({ slot: "grid", widths: [16 * i] }, `network ${i}`);
		}
		state.failsAfter = 1;
		await collector.flush();
		expect(added.map((rows) => rows.length)).toEqual([200]);
		state.failsAfter = Number.POSITIVE_INFINITY;
		await collector.close();
		expect(added.map((rows) => rows.length)).toEqual([200, 200, 100]);
		expect(new Set(added.flat().map(({ width }) => width)).size).toBe(500);
	});

	test("lets no network outvote the others: 291 forged reports count as 30 of 230", async () => {
		const { collector, added, state } = collecting();
		for (let i = 0; i < 200; i++) collector.add({ slot: "grid", widths: [400] }, `visitor ${i}`);
		const forged = { slot: "grid", widths: [4000] } as const;
		const taken = Array.from({ length: 291 }, () => collector.add(forged, "attacker"));
		expect(taken.filter(Boolean)).toHaveLength(30);
		expect(collector.sources()).toEqual({ reports: 230, networks: 201, largest: 30 });
		state.now = 24 * 3600_000;
		expect(collector.add(forged, "attacker")).toBe(true);
		expect(collector.sources()).toEqual({ reports: 1, networks: 1, largest: 1 });
		await collector.close();
		expect(added.flat()).toMatchObject([{ count: 200 }, { count: 31 }]);
	});

	test("loses nothing while the database is unreachable, and counts nothing twice", async () => {
		const { collector, state, added, errors } = collecting();
		collector.add({ slot: "grid", widths: [390] }, "a");
		state.isUnreachable = true;
		const failing = collector.flush();
		collector.add({ slot: "grid", widths: [400] }, "a");
		collector.add({ slot: "grid", widths: [416] }, "a");
		await failing;
		expect(errors).toHaveLength(1);
		state.isUnreachable = false;
		await collector.flush();
		await collector.close();
		expect(added.flat()).toEqual([
			{ slot: "grid", width: 400, count: 2 },
			{ slot: "grid", width: 416, count: 1 },
		]);
	});

	test("accepts 50 reports a second of a flood", async () => {
		const { collector, state } = collecting();
		let accepted = 0;
		for (let i = 0; i < 100_000; i++) {
			// 100 seconds with a thousand reports each.
			state.now = i;
			if (!collector.canAdd()) continue;
			collector.add({ slot: "grid", widths: [(i % 10_000) + 1] }, "a");
			accepted++;
		}
		expect(accepted).toBeGreaterThan(100 * 50);
		expect(accepted).toBeLessThan(100 * 50 + 501);
		await collector.close();
	});
});
