import { asc, gt, lt, or, type SQL, sql, sum } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import type { NeedCount } from "./need.ts";
import { needs } from "./schema.ts";

/** The histogram of needed widths, of the last 90 days. */
export type Needs = {
	/** Adds counts to today's, in one statement. Once an hour it also deletes old days. */
	add(counts: readonly NeedCount[]): Promise<void>;
	/** The counts of the last `days` days, including today, ascending by slot and width. */
	histogram(period: { readonly days: number }): Promise<readonly NeedCount[]>;
};

/** Days after which counts are deleted: what visitors need changes with their screens. */
export const RETENTION_DAYS = 90;

/** Days that show what visitors need now. */
export const RECENT_DAYS = 28;

/** A flood of made-up widths fills at most 1,250 rows a day. */
const MAX_ROWS = 200_000;

const CLEAN_INTERVAL_MS = 3600_000;

const today = sql`(now() at time zone 'utc')::date`;

/**
 * Creates the histogram in a database. It keeps about `maxRows` rows: beyond that, it deletes the
 * oldest days, a whole day at a time.
 *
 * @example
 * const needs = createNeeds(database);
 * await needs.add([{ slot: "grid", width: 390, count: 12 }]);
 * await needs.histogram({ days: 28 });
 */
export function createNeeds(
	{ drizzle }: { readonly drizzle: Drizzle },
	maxRows: number = MAX_ROWS,
): Needs {
	let cleanedAt = Number.NEGATIVE_INFINITY;

	async function cleanOldDays(): Promise<void> {
		if (performance.now() - cleanedAt < CLEAN_INTERVAL_MS) return;
		const overflowing = drizzle
			.select({ day: needs.day })
			.from(needs)
			.orderBy(sql`${needs.day} desc`)
			.offset(maxRows)
			.limit(1);
		await drizzle
			.delete(needs)
			.where(or(lt(needs.day, daysAgo(RETENTION_DAYS)), sql`${needs.day} <= (${overflowing})`));
		cleanedAt = performance.now();
	}

	return {
		async add(counts) {
			if (counts.length === 0) return;
			// Before the counts are written: if this fails, the caller sends the counts again.
			await cleanOldDays();
			// One parameter for any number of counts. Sorted, so that processes cannot deadlock.
			await drizzle.execute(sql`
				insert into ${needs} (day, slot, width, count)
				select ${today}, slot, width, count
				from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
					as counted (slot text, width integer, count bigint)
				order by slot, width
				on conflict (day, slot, width) do update set count = ${needs.count} + excluded.count`);
		},
		histogram: ({ days }) =>
			drizzle
				.select({ slot: needs.slot, width: needs.width, count: sum(needs.count).mapWith(Number) })
				.from(needs)
				.where(gt(needs.day, daysAgo(days)))
				.groupBy(needs.slot, needs.width)
				.orderBy(asc(needs.slot), asc(needs.width)),
	};
}

function daysAgo(days: number): SQL {
	return sql`${today} - ${days}::integer`;
}
