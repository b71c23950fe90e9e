import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { WidthBuckets } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { photos } from "./schema.ts";

/** Attempts on one photo without a complete set, but for outages: it may be crashing the process. */
const MAX_ATTEMPTS = 10;

const isPublished = eq(photos.status, "published");
const mayBeTried = lt(photos.avifAttempts, MAX_ATTEMPTS);

/** Lists ids of published photos without an AVIF set in these buckets, newest first. */
export async function withoutAvif(
	drizzle: Drizzle,
	buckets: WidthBuckets,
	limit: number,
): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: photos.id })
		.from(photos)
		.where(
			and(isPublished, mayBeTried, sql`${photos.avifBuckets} is distinct from ${buckets.join()}`),
		)
		.orderBy(desc(photos.arrival), desc(photos.id))
		.limit(limit);
	return rows.map(({ id }) => id);
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
