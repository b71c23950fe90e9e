import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { archiveTimeOf } from "./archive-time.ts";
import { photos } from "./schema.ts";

/** Records that one statement fills. */
const BATCH = 1000;

/**
 * Computes the archive time of records that an earlier version of this program made, in batches. Records
 * that have one stay as they are, so it can be repeated after each step.
 *
 * @returns how many records were filled
 *
 * @example
 * await fillArchiveTimes(database.drizzle);
 */
export async function fillArchiveTimes(drizzle: Drizzle): Promise<number> {
	let filled = 0;
	let last = "";
	for (;;) {
		const { takenAt, filename, arrival, id } = photos;
		const rows = await drizzle
			.select({ takenAt, filename, arrival, id })
			.from(photos)
			// The column's default; also the first second of 1970, which is computed again.
			.where(and(eq(photos.archiveTime, 0), gt(photos.id, last)))
			.orderBy(asc(photos.id))
			.limit(BATCH);
		if (rows.length === 0) return filled;
		const times = rows.map((row) => ({ id: row.id, time: archiveTimeOf(row) }));
		await drizzle
			.update(photos)
			.set({ archiveTime: sql`filled.time` })
			.from(sql`json_to_recordset(${JSON.stringify(times)}::json) as filled (id text, time bigint)`)
			// The owner may have dated the photo in the meantime.
			.where(and(eq(photos.archiveTime, 0), eq(photos.id, sql`filled.id`)));
		filled += rows.length;
		last = rows.at(-1)?.id ?? last;
	}
}
