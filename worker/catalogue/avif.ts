import { and, desc, eq, gt, isNull, lt, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { WidthBuckets } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { photos } from "./schema.ts";

const isPublished = sql`${photos.status} = 'published'`;

/**
 * Whether a photo may have further attempts, but for outages: it may be crashing the process. The number
 * is written out, as in the index: a parameter would hide the index from the planner.
 */
const mayBeTried = sql`${photos.avifAttempts} < 10`;

/** Published photos with an AVIF set in these buckets. */
export function hasAvifOf(buckets: WidthBuckets): SQL | undefined {
	return and(isPublished, mayBeTried, eq(photos.avifBuckets, buckets.join()));
}

/**
 * Published photos without one, as three ranges of the index: "is distinct from" would read every photo.
 */
export function lackAvifOf(buckets: WidthBuckets) {
	const wanted = buckets.join();
	const range = (condition: SQL) => and(isPublished, mayBeTried, condition);
	return [
		range(isNull(photos.avifBuckets)),
		range(lt(photos.avifBuckets, wanted)),
		range(gt(photos.avifBuckets, wanted)),
	] as const;
}

/** Lists ids of published photos without an AVIF set in these buckets, newest first. */
export async function withoutAvif(
	drizzle: Drizzle,
	buckets: WidthBuckets,
	limit: number,
): Promise<readonly string[]> {
	const newest = (condition: SQL | undefined) =>
		drizzle
			.select({ id: photos.id, arrival: photos.arrival })
			.from(photos)
			.where(condition)
			.orderBy(desc(photos.avifBuckets), desc(photos.arrival), desc(photos.id))
			.limit(limit);
	const [none, lower, higher] = lackAvifOf(buckets);
	const rows = await unionAll(newest(none), newest(lower), newest(higher));
	return rows
		.sort((a, b) => b.arrival - a.arrival)
		.slice(0, limit)
		.map(({ id }) => id);
}

/** Counts an attempt to make a photo's AVIF set. */
export async function beginAvif(drizzle: Drizzle, id: string): Promise<boolean> {
	const rows = await drizzle
		.update(photos)
		.set({ avifAttempts: sql`${photos.avifAttempts} + 1` })
		.where(and(eq(photos.id, id), isPublished, mayBeTried))
		.returning({ id: photos.id });
	return rows.length > 0;
}

/** Takes an attempt back that an outage ended. */
export async function forgiveAvif(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle
		.update(photos)
		.set({ avifAttempts: sql`greatest(${photos.avifAttempts} - 1, 0)` })
		.where(eq(photos.id, id));
}

/** Notes that a photo's AVIF set is stored. `updatedAt` stays: what the photo shows is the same. */
export async function markAvif(drizzle: Drizzle, id: string, buckets: WidthBuckets): Promise<void> {
	await drizzle
		.update(photos)
		.set({ avifBuckets: buckets.join(), avifAttempts: 0 })
		.where(and(eq(photos.id, id), isPublished));
}
