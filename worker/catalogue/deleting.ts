import { asc, eq } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { notifyCleared, notifyDeletion } from "./notify.ts";
import type { UnfinishedDeletion } from "./photo.ts";
import { deletions, photos } from "./schema.ts";

/** Takes a photo's record away and notes that its objects are to follow, both or neither. */
export function beginDeletion(
	drizzle: Drizzle,
	id: string,
	distributionId: string | null,
): Promise<boolean> {
	return drizzle.transaction(async (transaction) => {
		const records = await transaction
			.delete(photos)
			.where(eq(photos.id, id))
			.returning({ notified: notifyDeletion });
		const known = await transaction
			.select({ id: deletions.photoId })
			.from(deletions)
			.where(eq(deletions.photoId, id));
		await transaction
			.insert(deletions)
			.values({ photoId: id, distributionId })
			.onConflictDoUpdate({ target: deletions.photoId, set: { distributionId } });
		return records.length + known.length > 0;
	});
}

/** The deletion of a photo that was begun and not ended. */
export async function findDeletion(
	drizzle: Drizzle,
	id: string,
): Promise<UnfinishedDeletion | null> {
	const columns = { photoId: deletions.photoId, distributionId: deletions.distributionId };
	const [row] = await drizzle.select(columns).from(deletions).where(eq(deletions.photoId, id));
	return row ?? null;
}

/** Ids of photos whose deletion was begun and not ended, oldest first. */
export async function unfinishedDeletions(drizzle: Drizzle): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: deletions.photoId })
		.from(deletions)
		.orderBy(asc(deletions.createdAt), asc(deletions.photoId));
	return rows.map(({ id }) => id);
}

/** The CDN need not be told of a photo's deletion any more. */
export async function noteCdnInvalidated(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle.update(deletions).set({ distributionId: null }).where(eq(deletions.photoId, id));
}

/** Forgets that a photo was to be removed. */
export async function endDeletion(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle
		.delete(deletions)
		.where(eq(deletions.photoId, id))
		.returning({ notified: notifyCleared });
}
