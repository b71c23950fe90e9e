import { asc, eq } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { announceCleared, announceRemoval } from "./notify.ts";
import type { UnfinishedRemoval } from "./photo.ts";
import { photos, removals } from "./schema.ts";

/** Takes a photo's record away and notes that its objects are to follow, both or neither. */
export function beginRemoval(
	drizzle: Drizzle,
	id: string,
	distributionId: string | null,
): Promise<boolean> {
	return drizzle.transaction(async (transaction) => {
		const records = await transaction
			.delete(photos)
			.where(eq(photos.id, id))
			.returning({ announced: announceRemoval });
		const known = await transaction
			.select({ id: removals.photoId })
			.from(removals)
			.where(eq(removals.photoId, id));
		await transaction
			.insert(removals)
			.values({ photoId: id, distributionId })
			.onConflictDoUpdate({ target: removals.photoId, set: { distributionId } });
		return records.length + known.length > 0;
	});
}

/** The removal of a photo that was begun and not ended. */
export async function findRemoval(drizzle: Drizzle, id: string): Promise<UnfinishedRemoval | null> {
	const columns = { photoId: removals.photoId, distributionId: removals.distributionId };
	const [row] = await drizzle.select(columns).from(removals).where(eq(removals.photoId, id));
	return row ?? null;
}

/** Ids of photos whose removal was begun and not ended, oldest first. */
export async function unfinishedRemovals(drizzle: Drizzle): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: removals.photoId })
		.from(removals)
		.orderBy(asc(removals.createdAt), asc(removals.photoId));
	return rows.map(({ id }) => id);
}

/** The CDN need not be told of a photo's removal any more. */
export async function noteCdnTold(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle.update(removals).set({ distributionId: null }).where(eq(removals.photoId, id));
}

/** Forgets that a photo was to be removed. */
export async function endRemoval(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle
		.delete(removals)
		.where(eq(removals.photoId, id))
		.returning({ announced: announceCleared });
}
