import { sql } from "drizzle-orm";
import type { WidthBuckets } from "widthwise";
import { PUBLISHING_VERSION } from "widthwise/photo";
import type { Drizzle } from "../database/database.ts";
import { mayHaveAvif } from "./avif.ts";
import { photos } from "./schema.ts";

/** How many photos of all that need something have it. */
export type Progress = { readonly done: number; readonly all: number };

/** How far the background lane is. Photos that it leaves alone after failures are not counted. */
export type BackgroundProgress = {
	/** Photos published again by this version of publishing, of those that an older one made. */
	readonly renewals: Progress;
	/** Photos with an AVIF set, of all that are published. */
	readonly avif: Progress;
};

/** Counts what the background lane has done and what is left. */
export async function progress(
	drizzle: Drizzle,
	buckets: WidthBuckets,
	version: number = PUBLISHING_VERSION,
): Promise<BackgroundProgress> {
	const hasAvif = sql`${photos.avifBuckets} = ${buckets.join()}`;
	const [row] = await drizzle
		.select({
			renewed: count(sql`${photos.version} = ${version} and ${photos.renewedFrom} is not null`),
			outdated: count(sql`${photos.version} < ${version} and ${photos.errorCode} is null`),
			avif: count(hasAvif),
			all: count(sql`${hasAvif} or ${mayHaveAvif}`),
		})
		.from(photos)
		.where(sql`${photos.status} = 'published'`);
	const { renewed = 0, outdated = 0, avif = 0, all = 0 } = row ?? {};
	return { renewals: { done: renewed, all: renewed + outdated }, avif: { done: avif, all } };
}

function count(condition: ReturnType<typeof sql>) {
	return sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
}
