import { and, desc, eq, gt, isNull, lt, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { WidthBuckets } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import type { VariantSet } from "./photo.ts";
import { photos } from "./schema.ts";

const isPublished = sql`${photos.status} = 'published'`;

/** Which buckets of a set are stored, and the attempts to complete it. */
const COLUMNS = {
	first: { buckets: photos.firstBuckets, attempts: photos.firstAttempts },
	avif: { buckets: photos.avifBuckets, attempts: photos.avifAttempts },
} as const;

/**
 * Whether a photo may have further attempts, but for outages: it may be crashing the process. The number
 * is written out, as in the index: a parameter would hide the index from the planner.
 */
function mayBeTried(set: VariantSet): SQL {
	return sql`${COLUMNS[set].attempts} < 10`;
}

/** Published photos with a set in these buckets. */
export function haveSet(set: VariantSet, buckets: WidthBuckets): SQL | undefined {
	return and(isPublished, mayBeTried(set), eq(COLUMNS[set].buckets, buckets.join()));
}

/**
 * Published photos without one, as three ranges of the index: "is distinct from" would read every photo.
 */
export function lackSet(set: VariantSet, buckets: WidthBuckets) {
	const wanted = buckets.join();
	const column = COLUMNS[set].buckets;
	const range = (condition: SQL) => and(isPublished, mayBeTried(set), condition);
	return [range(isNull(column)), range(lt(column, wanted)), range(gt(column, wanted))] as const;
}

/** Lists ids of published photos without a set in these buckets, newest first. */
export async function withoutSet(
	drizzle: Drizzle,
	set: VariantSet,
	buckets: WidthBuckets,
	limit: number,
): Promise<readonly string[]> {
	const newest = (condition: SQL | undefined) =>
		drizzle
			.select({ id: photos.id, arrival: photos.arrival })
			.from(photos)
			.where(condition)
			.orderBy(desc(COLUMNS[set].buckets), desc(photos.arrival), desc(photos.id))
			.limit(limit);
	const [none, lower, higher] = lackSet(set, buckets);
	const rows = await unionAll(newest(none), newest(lower), newest(higher));
	return rows
		.sort((a, b) => b.arrival - a.arrival)
		.slice(0, limit)
		.map(({ id }) => id);
}

/** Counts an attempt to make a photo's set. */
export async function beginSet(drizzle: Drizzle, set: VariantSet, id: string): Promise<boolean> {
	const rows = await drizzle
		.update(photos)
		.set(attemptsOf(set, sql`${COLUMNS[set].attempts} + 1`))
		.where(and(eq(photos.id, id), isPublished, mayBeTried(set)))
		.returning({ id: photos.id });
	return rows.length > 0;
}

/** Takes an attempt back that an outage ended. */
export async function forgiveSet(drizzle: Drizzle, set: VariantSet, id: string): Promise<void> {
	await drizzle
		.update(photos)
		.set(attemptsOf(set, sql`greatest(${COLUMNS[set].attempts} - 1, 0)`))
		.where(eq(photos.id, id));
}

/** Notes that a photo's set is stored. `updatedAt` stays: what the photo shows is the same. */
export async function markSet(
	drizzle: Drizzle,
	set: VariantSet,
	id: string,
	buckets: WidthBuckets,
): Promise<void> {
	const stored = buckets.join();
	await drizzle
		.update(photos)
		.set({
			...attemptsOf(set, sql`0`),
			...(set === "avif" ? { avifBuckets: stored } : { firstBuckets: stored }),
		})
		.where(and(eq(photos.id, id), isPublished));
}

function attemptsOf(set: VariantSet, attempts: SQL) {
	return set === "avif" ? { avifAttempts: attempts } : { firstAttempts: attempts };
}
