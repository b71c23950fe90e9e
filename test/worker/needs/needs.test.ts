import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { createNeeds, RETENTION_DAYS } from "../../../worker/needs/needs.ts";
import { needs as table } from "../../../worker/needs/schema.ts";
import { requires } from "../../requirements.ts";
import { databases, type TestDatabase } from "../databases.ts";

for (const { name, needs, open } of databases) {
	requires(...needs).describe(`needed widths on ${name}`, () => {
		let opened: TestDatabase;
		beforeAll(async () => {
			opened = await open();
		});
		afterAll(() => opened?.drop());
		beforeEach(async () => void (await opened.database.drizzle.delete(table)));

		/** Adds counts of an earlier day, one for each width. */
		async function addEarlier(daysAgo: number, widths: number): Promise<void> {
			await opened.database.drizzle.execute(sql`
				insert into ${table} (day, slot, width, count)
				select (now() at time zone 'utc')::date - ${daysAgo}::integer, 'grid', width, 1
				from generate_series(1, ${widths}::integer) as width`);
		}

		test("add up by slot and width", async () => {
			const needs = createNeeds(opened.database);
			expect(await needs.histogram({ days: 28 })).toEqual([]);
			await needs.add([
				{ slot: "photo", width: 1170, count: 1 },
				{ slot: "grid", width: 780, count: 3 },
				{ slot: "grid", width: 390, count: 12 },
			]);
			await needs.add([{ slot: "grid", width: 780, count: 9_000_000_000 }]);
			await needs.add([]);
			expect(await needs.histogram({ days: 28 })).toEqual([
				{ slot: "grid", width: 390, count: 12 },
				{ slot: "grid", width: 780, count: 9_000_000_003 },
				{ slot: "photo", width: 1170, count: 1 },
			]);
		});

		test("are complete if several processes add at the same moment", async () => {
			const counts = Array.from({ length: 500 }, (_, i) => ({
				slot: "grid" as const,
				width: i + 1,
				count: 1,
			}));
			const processes = [createNeeds(opened.database), createNeeds(opened.database)];
			await Promise.all(
				processes.flatMap((needs) => [needs.add(counts), needs.add(counts.toReversed())]),
			);
			const histogram = await createNeeds(opened.database).histogram({ days: 1 });
			expect(histogram).toEqual(counts.map((each) => ({ ...each, count: 4 })));
		});

		test("are read for a number of days, including today", async () => {
			const needs = createNeeds(opened.database);
			await addEarlier(0, 1);
			await addEarlier(6, 1);
			await addEarlier(7, 1);
			const counted = async (days: number) => (await needs.histogram({ days }))[0]?.count;
			expect(await Promise.all([1, 6, 7, 8].map(counted))).toEqual([1, 1, 2, 3]);
		});

		test("are deleted after 90 days", async () => {
			await addEarlier(RETENTION_DAYS, 1);
			await addEarlier(RETENTION_DAYS + 1, 1);
			await createNeeds(opened.database).add([{ slot: "grid", width: 1, count: 1 }]);
			expect(await opened.database.drizzle.$count(table)).toBe(2);
		});

		test("are deleted from the oldest day on if there are too many", async () => {
			for (const day of [3, 2, 1]) await addEarlier(day, 1000);
			const needs = createNeeds(opened.database, 1500);
			await needs.add([{ slot: "photo", width: 1, count: 1 }]);
			const days = opened.database.drizzle
				.select({ day: table.day })
				.from(table)
				.groupBy(table.day);
			expect(await days).toHaveLength(2);
			expect(await opened.database.drizzle.$count(table)).toBe(1001);
		});

		test("are refused by the database if out of range", async () => {
			const needs = createNeeds(opened.database);
			const adding = needs.add([{ slot: "grid", width: 10_001, count: 1 }]);
			expect(await adding.catch((error: unknown) => error)).toBeInstanceOf(Error);
			expect(await needs.histogram({ days: 1 })).toEqual([]);
		});
	});
}
