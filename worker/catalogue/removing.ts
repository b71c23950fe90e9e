import { asc, eq } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { announceCleared, announceRemoval } from "./notify.ts";
import { photos, removals } from "./schema.ts";

/** Takes a photo's record away and notes that its objects are to follow, both or neither. */
export function beginRemoval(drizzle: Drizzle, id: string): Promise<boolean> {
	return drizzle.transaction(async (transaction) => {
		const [record] = await transaction
			.delete(photos)
			.where(eq(photos.id, id))
			.returning({ announced: announceRemoval });
		const noted = await transaction
			.insert(removals)
			.values({ photoId: id })
			.onConflictDoNothing()
			.returning({ photoId: removals.photoId });
		return record !== undefined || noted.length === 0;
	});
}

/** Ids of photos whose removal was begun and not ended, oldest first. */
export async function unfinishedRemovals(drizzle: Drizzle): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: removals.photoId })
		.from(removals)
		.orderBy(asc(removals.createdAt), asc(removals.photoId));
	return rows.map(({ id }) => id);
}

/** Forgets that a photo was to be removed. */
export async function endRemoval(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle
		.delete(removals)
		.where(eq(removals.photoId, id))
		.returning({ announced: announceCleared });
}
