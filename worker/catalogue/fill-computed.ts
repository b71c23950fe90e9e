import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { archiveTimeOf } from "./archive-time.ts";
import { photos } from "./schema.ts";
import { wordsColumn } from "./search-words.ts";
import { countForPlanner } from "./statistics.ts";

/** Records that one statement fills. */
const BATCH = 1000;

/** The column's default; also the first second of 1970, which is computed again. */
const hasNoTime = eq(photos.archiveTime, 0);
const hasNoWords = isNull(photos.words);

/**
 * Computes the archive time and the words of records that an earlier version of this program made, in
 * batches. Records that have both stay as they are, so it can be repeated after each step.
 *
 * @returns how many records were filled
 *
 * @example
 * await fillComputed(database.drizzle);
 */
export async function fillComputed(drizzle: Drizzle): Promise<number> {
	let filled = 0;
	let last = "";
	for (;;) {
		const { takenAt, filename, arrival, id, title, caption, metadata } = photos;
		const rows = await drizzle
			.select({ takenAt, filename, arrival, id, title, caption, metadata })
			.from(photos)
			.where(and(or(hasNoTime, hasNoWords), gt(photos.id, last)))
			.orderBy(asc(photos.id))
			.limit(BATCH);
		if (rows.length === 0) break;
		const computed = rows.map((row) => ({
			id: row.id,
			time: archiveTimeOf(row),
			words: wordsColumn(row),
		}));
		await drizzle
			.update(photos)
			.set({
				// The owner may have dated or named the photo in the meantime.
				archiveTime: sql`case when ${hasNoTime} then filled.time else ${photos.archiveTime} end`,
				words: sql`coalesce(${photos.words}, filled.words::tsvector)`,
			})
			.from(
				sql`json_to_recordset(${JSON.stringify(computed)}::json) as filled (id text, time bigint, words text)`,
			)
			.where(eq(photos.id, sql`filled.id`));
		filled += rows.length;
		last = rows.at(-1)?.id ?? last;
	}
	if (filled > 0) await countForPlanner(drizzle);
	return filled;
}
