import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PhotoMetadata } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { notifyPublishing, notifyStatus } from "./notify.ts";
import type { Photo, PhotoEdit, PublishedPhoto } from "./photo.ts";
import { photoColumns } from "./reading.ts";
import { photos } from "./schema.ts";

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

/** Saves the original's metadata. */
export async function saveMetadata(
	drizzle: Drizzle,
	id: string,
	original: PhotoMetadata,
): Promise<boolean> {
	const { takenAt, position, title, caption, ...metadata } = original;
	const rows = await drizzle
		.update(photos)
		.set({
			takenAt,
			position,
			metadata,
			title: unlessRead(photos.title, title),
			caption: unlessRead(photos.caption, caption),
			updatedAt: now,
		})
		.where(eq(photos.id, id))
		.returning({ notified: notifyPublishing });
	return rows.length > 0;
}

/** The file's text fills a gap only when the file is first read: a later gap is the owner's doing. */
function unlessRead(column: typeof photos.title | typeof photos.caption, text: string | null): SQL {
	const isRead = sql`${photos.metadata} <> '{}'::jsonb`;
	return sql`case when ${isRead} then ${column} else coalesce(${column}, ${text}) end`;
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
			status: "published",
			width: published.width,
			height: published.height,
			masterBytes: published.bytes,
			masterType: published.contentType,
			placeholder: published.placeholder,
			// If it is published again, variants may be missing.
			avifBuckets: null,
			avifAttempts: 0,
			errorCode: null,
			errorMessage: null,
			updatedAt: now,
			publishedAt: sql`coalesce(${photos.publishedAt}, now())`,
		})
		.where(eq(photos.id, id))
		.returning({ notified: notifyStatus });
	return rows.length > 0;
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
			errorCode: null,
			errorMessage: null,
			updatedAt: now,
		})
		.where(and(eq(photos.id, id), inArray(photos.status, ["published", "failed"])))
		.returning({ notified: notifyStatus });
	return rows.length > 0;
}

/** Changes what the owner says about a photo. */
export async function edit(
	drizzle: Drizzle,
	id: string,
	changes: PhotoEdit,
): Promise<Photo | null> {
	const [photo] = await drizzle
		.update(photos)
		.set({ ...changes, updatedAt: now })
		.where(eq(photos.id, id))
		.returning(photoColumns);
	return photo ?? null;
}
