import { asc, gt, lt, or, type SQL, sql, sum } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import type { NeedCount } from "./need.ts";
import { needs } from "./schema.ts";

/** The histogram of needed widths; the recent weeks of it. */
export type Needs = {
	/** Adds counts to today's, in one statement; now and then it forgets what is old. */
	note(counts: readonly NeedCount[]): Promise<void>;
	/** The counts of the last `days` days, today's among them, ascending by slot and width. */
	histogram(period: { readonly days: number }): Promise<readonly NeedCount[]>;
};

/** Days after which counts are forgotten: what visitors need changes with their screens. */
export const RETENTION_DAYS = 90;

/** Days that say what visitors need now. */
export const RECENT_DAYS = 28;

/** A flood of made-up widths fills at most 20,000 rows a day. */
const MAX_ROWS = 200_000;

const FORGET_INTERVAL_MS = 3600_000;

const today = sql`(now() at time zone 'utc')::date`;

/**
 * The histogram in a database. However much is noted, it keeps about `maxRows` rows: the oldest days
 * make room, whole days at once.
 *
 * @example
 * const needs = createNeeds(database);
 * await needs.note([{ slot: "grid", width: 390, count: 12 }]);
 * await needs.histogram({ days: 28 });
 */
export function createNeeds(
	{ drizzle }: { readonly drizzle: Drizzle },
	maxRows: number = MAX_ROWS,
): Needs {
	let forgottenAt = Number.NEGATIVE_INFINITY;

	async function forgetNowAndThen(): Promise<void> {
		if (performance.now() - forgottenAt < FORGET_INTERVAL_MS) return;
		const overflowing = drizzle
			.select({ day: needs.day })
			.from(needs)
			.orderBy(sql`${needs.day} desc`)
			.offset(maxRows)
			.limit(1);
		await drizzle
			.delete(needs)
			.where(or(lt(needs.day, daysAgo(RETENTION_DAYS)), sql`${needs.day} <= (${overflowing})`));
		forgottenAt = performance.now();
	}

	return {
		async note(counts) {
			if (counts.length === 0) return;
			// Before the counts are written: who is told that it failed will send them again.
			await forgetNowAndThen();
			// One parameter, however many counts; in one order, so that processes cannot lock each other out.
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
