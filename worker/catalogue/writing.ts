import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PhotoMetadata } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { archiveTimeOf } from "./archive-time.ts";
import { notifyPublishing, notifyStatus } from "./notify.ts";
import type { Photo, PhotoEdit, PublishedPhoto } from "./photo.ts";
import { photoColumns } from "./reading.ts";
import { publishedColumns } from "./renewals.ts";
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
	const named = await findNamed(drizzle, id);
	if (!named) return false;
	const rows = await drizzle
		.update(photos)
		.set({
			takenAt: unlessDated(photos.takenAt, takenAt),
			archiveTime: unlessDated(photos.archiveTime, archiveTimeOf({ ...named, takenAt })),
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

/** The file's date never replaces the owner's. */
function unlessDated(
	column: typeof photos.takenAt | typeof photos.archiveTime,
	value: string | number | null,
): SQL {
	return sql`case when ${photos.datedByOwner} then ${column} else ${value} end`;
}

/** What a photo without a date is sorted by. */
async function findNamed(
	drizzle: Drizzle,
	id: string,
): Promise<Pick<Photo, "filename" | "arrival"> | null> {
	const { filename, arrival } = photos;
	const [named] = await drizzle.select({ filename, arrival }).from(photos).where(eq(photos.id, id));
	return named ?? null;
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

/** Changes what the owner says about a photo. */
export async function edit(
	drizzle: Drizzle,
	id: string,
	changes: PhotoEdit,
): Promise<Photo | null> {
	const { takenAt } = changes;
	const named = takenAt === undefined ? null : await findNamed(drizzle, id);
	const dated = named &&
		takenAt !== undefined && {
			datedByOwner: true,
			archiveTime: archiveTimeOf({ ...named, takenAt }),
		};
	const [photo] = await drizzle
		.update(photos)
		.set({ ...changes, ...dated, updatedAt: now })
		.where(eq(photos.id, id))
		.returning(photoColumns);
	return photo ?? null;
}
