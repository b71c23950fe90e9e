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

		/** Notes from another day, as if they had been made then. */
		async function noted(daysAgo: number, widths: number): Promise<void> {
			await opened.database.drizzle.execute(sql`
				insert into ${table} (day, slot, width, count)
				select (now() at time zone 'utc')::date - ${daysAgo}::integer, 'grid', width, 1
				from generate_series(1, ${widths}::integer) as width`);
		}

		test("counts add up, by slot and width", async () => {
			const needs = createNeeds(opened.database);
			expect(await needs.histogram({ days: 28 })).toEqual([]);
			await needs.note([
				{ slot: "photo", width: 1170, count: 1 },
				{ slot: "grid", width: 780, count: 3 },
				{ slot: "grid", width: 390, count: 12 },
			]);
			await needs.note([{ slot: "grid", width: 780, count: 9_000_000_000 }]);
			await needs.note([]);
			expect(await needs.histogram({ days: 28 })).toEqual([
				{ slot: "grid", width: 390, count: 12 },
				{ slot: "grid", width: 780, count: 9_000_000_003 },
				{ slot: "photo", width: 1170, count: 1 },
			]);
		});

		test("processes that note at the same moment lose nothing", async () => {
			const counts = Array.from({ length: 500 }, (_, i) => ({
				slot: "grid" as const,
				width: i + 1,
				count: 1,
			}));
			const processes = [createNeeds(opened.database), createNeeds(opened.database)];
			await Promise.all(
				processes.flatMap((needs) => [needs.note(counts), needs.note(counts.toReversed())]),
			);
			const histogram = await createNeeds(opened.database).histogram({ days: 1 });
			expect(histogram).toEqual(counts.map((each) => ({ ...each, count: 4 })));
		});

		test("a histogram is of the days asked for, today's among them", async () => {
			const needs = createNeeds(opened.database);
			await noted(0, 1);
			await noted(6, 1);
			await noted(7, 1);
			const counted = async (days: number) => (await needs.histogram({ days }))[0]?.count;
			expect(await Promise.all([1, 6, 7, 8].map(counted))).toEqual([1, 1, 2, 3]);
		});

		test("old days are forgotten", async () => {
			await noted(RETENTION_DAYS, 1);
			await noted(RETENTION_DAYS + 1, 1);
			await createNeeds(opened.database).note([{ slot: "grid", width: 1, count: 1 }]);
			expect(await opened.database.drizzle.$count(table)).toBe(2);
		});

		test("a flood of widths drives out the oldest days, not today", async () => {
			for (const day of [3, 2, 1]) await noted(day, 1000);
			const needs = createNeeds(opened.database, 1500);
			await needs.note([{ slot: "photo", width: 1, count: 1 }]);
			const days = opened.database.drizzle
				.select({ day: table.day })
				.from(table)
				.groupBy(table.day);
			expect(await days).toHaveLength(2);
			expect(await opened.database.drizzle.$count(table)).toBe(1001);
		});

		test("what is no width is refused by the database too", async () => {
			const needs = createNeeds(opened.database);
			const note = needs.note([{ slot: "grid", width: 10_001, count: 1 }]);
			expect(await note.catch((error: unknown) => error)).toBeInstanceOf(Error);
			expect(await needs.histogram({ days: 1 })).toEqual([]);
		});
	});
}
