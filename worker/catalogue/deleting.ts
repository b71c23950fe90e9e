import { asc, eq } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { notifyCleared, notifyDeletion } from "./notify.ts";
import type { UnfinishedDeletion } from "./photo.ts";
import { deletions, photos } from "./schema.ts";
import { trash } from "./trash-schema.ts";

/** Deletes a photo's record, also from the trash, and notes that its objects are still to be deleted, in one transaction. */
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
		const trashed = await transaction
			.delete(trash)
			.where(eq(trash.photoId, id))
			.returning({ id: trash.photoId });
		await noteDeletion(transaction, id, distributionId);
		return records.length + known.length + trashed.length > 0;
	});
}

/** Notes that public objects of a photo without a record are still to be deleted. */
export async function noteDeletion(
	drizzle: Pick<Drizzle, "insert">,
	photoId: string,
	distributionId: string | null,
): Promise<void> {
	await drizzle
		.insert(deletions)
		.values({ photoId, distributionId })
		.onConflictDoUpdate({ target: deletions.photoId, set: { distributionId } });
}

/** Finds a photo's unfinished deletion. */
export async function findDeletion(
	drizzle: Drizzle,
	id: string,
): Promise<UnfinishedDeletion | null> {
	const columns = { photoId: deletions.photoId, distributionId: deletions.distributionId };
	const [row] = await drizzle.select(columns).from(deletions).where(eq(deletions.photoId, id));
	return row ?? null;
}

/** Lists ids of photos whose deletion has begun and not ended, oldest first. */
export async function unfinishedDeletions(drizzle: Drizzle): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: deletions.photoId })
		.from(deletions)
		.orderBy(asc(deletions.createdAt), asc(deletions.photoId));
	return rows.map(({ id }) => id);
}

/** Notes that the CDN no longer holds a deleted photo. */
export async function noteCdnInvalidated(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle.update(deletions).set({ distributionId: null }).where(eq(deletions.photoId, id));
}

/** Ends a photo's deletion. */
export async function endDeletion(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle
		.delete(deletions)
		.where(eq(deletions.photoId, id))
		.returning({ notified: notifyCleared });
}
