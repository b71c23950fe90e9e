import { asc, count, desc, eq, getTableColumns, lt, sql } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { noteDeletion } from "./deleting.ts";
import { notifyDeletion, notifyStatus } from "./notify.ts";
import type { Photo } from "./photo.ts";
import { photoColumns } from "./reading.ts";
import { type PhotoRow, parseRecord } from "./record.ts";
import { deletions, photos } from "./schema.ts";
import { trash } from "./trash-schema.ts";

/** A photo in the trash: deleted, but its record and its original are kept for a time. */
export type TrashedPhoto = {
	/** Its record when it was deleted. Nothing of it is public now, whatever its status says. */
	readonly record: PhotoRow;
	readonly trashedAt: Date;
};

/** How a photo is moved to the trash. */
export type TrashMove = {
	/** The CDN distribution that is to be invalidated; `null` if none is. */
	readonly distributionId: string | null;
	readonly trashedAt: Date;
	/** A name for everything that is moved at once; `null` if it has none. */
	readonly batch: string | null;
};

/**
 * Moves a photo's record to the trash and notes that its public objects are still to be deleted, in one
 * transaction.
 */
export function moveToTrash(drizzle: Drizzle, id: string, move: TrashMove): Promise<boolean> {
	return drizzle.transaction(async (transaction) => {
		const [row] = await transaction
			.delete(photos)
			.where(eq(photos.id, id))
			.returning({ ...getTableColumns(photos), notified: notifyDeletion });
		if (!row) return false;
		const { notified: _notified, ...record } = row;
		await putInTrash(transaction, record, move);
		await noteDeletion(transaction, id, move.distributionId);
		return true;
	});
}

/** Puts a record into the trash that is not in `photos`, and notes that nothing of it may be public. */
export function recordInTrash(drizzle: Drizzle, record: PhotoRow, move: TrashMove): Promise<void> {
	return drizzle.transaction(async (transaction) => {
		await putInTrash(transaction, record, move);
		await noteDeletion(transaction, record.id, move.distributionId);
	});
}

/**
 * Takes a photo's record out of the trash, as received: it is to be published again. Also notes that
 * the deletion is to be ended, which deletes the trash's mark in the media store.
 */
export function restoreTrashed(drizzle: Drizzle, id: string): Promise<Photo | null> {
	return drizzle.transaction(async (transaction) => {
		const [trashed] = await transaction.delete(trash).where(eq(trash.photoId, id)).returning();
		if (!trashed) return null;
		const [photo] = await transaction
			.insert(photos)
			.values({
				...parseRecord(trashed.record),
				status: "received",
				...{ attempts: 0, timeouts: 0, errorCode: null, errorMessage: null },
				updatedAt: new Date(),
			})
			.onConflictDoNothing()
			.returning({ ...photoColumns, notified: notifyStatus });
		await transaction.insert(deletions).values({ photoId: id }).onConflictDoNothing();
		if (!photo) return null;
		const { notified: _notified, ...restored } = photo;
		return restored;
	});
}

/** Removes a photo from the trash without a trace; only after its files are gone, or it has a record. */
export async function forgetTrashed(drizzle: Drizzle, id: string): Promise<void> {
	await drizzle.delete(trash).where(eq(trash.photoId, id));
}

/** Finds a photo in the trash. */
export async function findTrashed(drizzle: Drizzle, id: string): Promise<TrashedPhoto | null> {
	const [row] = await drizzle.select().from(trash).where(eq(trash.photoId, id));
	return row ? toTrashed(row) : null;
}

/** Lists what was moved to the trash last, after the first `offset`. */
export async function listTrash(
	drizzle: Drizzle,
	limit: number,
	offset: number,
): Promise<readonly TrashedPhoto[]> {
	const rows = await drizzle
		.select()
		.from(trash)
		.orderBy(desc(trash.trashedAt), desc(trash.photoId))
		.limit(limit)
		.offset(offset);
	return rows.map(toTrashed);
}

/** Lists ids in the trash, oldest first: of all photos, or of those that were moved there at once. */
export async function trashedIds(drizzle: Drizzle, batch?: string): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: trash.photoId })
		.from(trash)
		.where(batch === undefined ? undefined : eq(trash.batch, batch))
		.orderBy(asc(trash.trashedAt), asc(trash.photoId));
	return rows.map(({ id }) => id);
}

/** Lists ids of photos that were moved to the trash before a time, oldest first. */
export async function trashedBefore(drizzle: Drizzle, time: Date): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: trash.photoId })
		.from(trash)
		.where(lt(trash.trashedAt, time))
		.orderBy(asc(trash.trashedAt), asc(trash.photoId));
	return rows.map(({ id }) => id);
}

/** Counts the photos in the trash, and the bytes of their originals. */
export async function trashTotals(
	drizzle: Drizzle,
): Promise<{ readonly photos: number; readonly bytes: number }> {
	const bytes = sql<string | null>`sum((${trash.record} ->> 'originalBytes')::bigint)`;
	const [row] = await drizzle.select({ photos: count(), bytes }).from(trash);
	return { photos: row?.photos ?? 0, bytes: Number(row?.bytes ?? 0) };
}

async function putInTrash(
	transaction: Pick<Drizzle, "insert">,
	record: PhotoRow,
	{ batch, trashedAt }: Pick<TrashMove, "batch" | "trashedAt">,
): Promise<void> {
	const trashed = { record, batch, trashedAt };
	await transaction
		.insert(trash)
		.values({ photoId: record.id, ...trashed })
		.onConflictDoUpdate({ target: trash.photoId, set: trashed });
}

function toTrashed({ record, trashedAt }: typeof trash.$inferSelect): TrashedPhoto {
	return { record: parseRecord(record), trashedAt };
}
