import { and, eq, inArray, sql } from "drizzle-orm";
import type { PhotoMetadata } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { archiveTimeOf } from "./archive-time.ts";
import { notifyPublishing, notifyStatus } from "./notify.ts";
import type { Photo, PublishedPhoto } from "./photo.ts";
import { photoColumns } from "./reading.ts";
import { publishedColumns } from "./renewals.ts";
import { photos } from "./schema.ts";
import { wordsColumn } from "./search-words.ts";

const unfinishedStatus = inArray(photos.status, ["received", "processing"]);
const now = sql`now()`;

/** Begins an attempt on an unfinished photo. */
export async function markProcessing(drizzle: Drizzle, id: string): Promise<Photo | null> {
	const [row] = await drizzle
		.update(photos)
		.set({ status: "processing", attempts: sql`${photos.attempts} + 1`, updatedAt: now })
		.where(and(eq(photos.id, id), unfinishedStatus))
		.returning({ ...photoColumns, notified: notifyStatus });
	if (!row) return null;
	const { notified: _notified, ...photo } = row;
	return photo;
}

/**
 * Saves the original's metadata. The file's texts fill gaps only when the file is first read: a later gap
 * is the owner's doing. The file's date never replaces the owner's.
 */
export function saveMetadata(
	drizzle: Drizzle,
	id: string,
	original: PhotoMetadata,
): Promise<boolean> {
	const { takenAt, position, title, caption, ...metadata } = original;
	return drizzle.transaction(async (transaction) => {
		const columns = { ...photoColumns, datedByOwner: photos.datedByOwner };
		const isPhoto = eq(photos.id, id);
		const [photo] = await transaction.select(columns).from(photos).where(isPhoto).for("update");
		if (!photo) return false;
		const isRead = Object.keys(photo.metadata).length > 0;
		const texts = {
			title: photo.title ?? (isRead ? null : title),
			caption: photo.caption ?? (isRead ? null : caption),
		};
		const dated = { takenAt, archiveTime: archiveTimeOf({ ...photo, takenAt }) };
		await transaction
			.update(photos)
			.set({
				...texts,
				...(photo.datedByOwner ? {} : dated),
				position,
				metadata,
				words: wordsColumn({ ...photo, ...texts, metadata }),
				updatedAt: now,
			})
			.where(isPhoto)
			.returning({ notified: notifyPublishing });
		return true;
	});
}

/** Marks a photo published: visitors see it from now on. */
export async function markPublished(
	drizzle: Drizzle,
	id: string,
	published: PublishedPhoto,
): Promise<boolean> {
	const rows = await drizzle
		.update(photos)
		.set({
			...publishedColumns(published),
			status: "published",
			// Of a photo that was public before, caches may hold older bytes: the background lane goes on.
			urlVersion: sql`case when ${photos.publishedAt} is null then ${published.version} else ${photos.urlVersion} end`,
			errorCode: null,
			errorMessage: null,
			publishedAt: sql`coalesce(${photos.publishedAt}, now())`,
		})
		.where(eq(photos.id, id))
		.returning({ notified: notifyStatus });
	return rows.length > 0;
}

/** Counts an attempt that ended because it took too long. */
export async function countTimeout(drizzle: Drizzle, id: string): Promise<number> {
	const [row] = await drizzle
		.update(photos)
		.set({ timeouts: sql`${photos.timeouts} + 1` })
		.where(eq(photos.id, id))
		.returning({ timeouts: photos.timeouts });
	return row?.timeouts ?? 0;
}

/** Marks an unfinished photo failed, with the reason. */
export async function markFailed(
	drizzle: Drizzle,
	id: string,
	errorCode: string,
	errorMessage: string,
): Promise<boolean> {
	const rows = await drizzle
		.update(photos)
		.set({ status: "failed", errorCode, errorMessage, updatedAt: now })
		.where(and(eq(photos.id, id), unfinishedStatus))
		.returning({ notified: notifyStatus });
	return rows.length > 0;
}

/** Sets a published or failed photo to `received`, for another publish. */
export async function publishAgain(drizzle: Drizzle, id: string): Promise<boolean> {
	const rows = await drizzle
		.update(photos)
		.set({
			status: "received",
			attempts: 0,
			timeouts: 0,
			errorCode: null,
			errorMessage: null,
			updatedAt: now,
		})
		.where(and(eq(photos.id, id), inArray(photos.status, ["published", "failed"])))
		.returning({ notified: notifyStatus });
	return rows.length > 0;
}
