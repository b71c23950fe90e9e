import { and, eq, isNotNull, type SQL } from "drizzle-orm";
import { PUBLISHING_VERSION } from "widthwise/photo";
import type { Drizzle } from "../database/database.ts";
import type { VariantSet, VariantSets } from "./photo.ts";
import { isOutdated } from "./renewals.ts";
import { photos } from "./schema.ts";
import { haveSet, lackSet } from "./variant-sets.ts";

/** How many photos of all that need something have it. */
export type Progress = { readonly done: number; readonly all: number };

/** How far the background lane is. Photos that it leaves alone after failures are not counted. */
export type BackgroundProgress = {
	/** Photos published again by this version of publishing, of those that an older one made. */
	readonly renewals: Progress;
} & Readonly<
	/** Photos with a set, of all that are published. */
	Record<VariantSet, Progress>
>;

const NOTHING: Progress = { done: 0, all: 0 };

/**
 * Counts what the background lane has done and what is left. Nothing is read that an index does not
 * find, unless photos are being renewed.
 */
export async function progress(
	drizzle: Drizzle,
	sets: VariantSets,
	version: number = PUBLISHING_VERSION,
): Promise<BackgroundProgress> {
	const count = (condition: SQL | undefined) => drizzle.$count(photos, condition);
	const isRenewed = and(eq(photos.version, version), isNotNull(photos.renewedFrom));
	const outdated = await count(isOutdated(version));
	const ofSet = async (set: VariantSet): Promise<Progress> => {
		const buckets = sets[set];
		if (buckets === null) return NOTHING;
		const lacking = await Promise.all(lackSet(set, buckets).map(count));
		const left = lacking.reduce((sum, photos) => sum + photos, 0);
		return progressOf(left, () => count(haveSet(set, buckets)));
	};
	return {
		renewals: await progressOf(outdated, () => count(isRenewed)),
		first: await ofSet("first"),
		avif: await ofSet("avif"),
	};
}

/** Counts what is done only if something is left. */
async function progressOf(left: number, countDone: () => Promise<number>): Promise<Progress> {
	if (left === 0) return NOTHING;
	const done = await countDone();
	return { done, all: done + left };
}
