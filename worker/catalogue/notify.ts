import { type SQL, sql } from "drizzle-orm";
import { deletions, photos } from "./schema.ts";

/** The channel that carries every change of a photo's status, as a `PhotoEvent` in JSON. */
export const PHOTO_CHANNEL = "widthwise_photos";

/**
 * For RETURNING: sends the row's status. It is part of the statement that changes the status, so a
 * change that was rolled back sends nothing, and every other change sends one notification.
 */
export const notifyStatus: SQL<unknown> = notify(photos.status);

/** For RETURNING: says that the metadata is read and publishing begins, unless the photo is public. */
export const notifyPublishing: SQL<unknown> = sql`case when ${photos.status} = 'processing' then ${notify(photos.status, sql`'publishing'`)} end`;

/** For RETURNING: says that other files have replaced a published photo's. */
export const notifyReplaced: SQL<unknown> = notify(photos.status, sql`'replaced'`);

/** For RETURNING: says that the record is deleted. */
export const notifyDeletion: SQL<unknown> = notify(sql`'removed'`);

/**
 * For RETURNING: says that nothing is left of a deleted photo, unless it was uploaded again. Processes
 * that cached its images while the deletion ran drop them now.
 */
export const notifyCleared: SQL<unknown> = sql`case when not exists (select from ${photos} where ${photos.id} = ${deletions.photoId}) then pg_notify('widthwise_photos', json_build_object('id', ${deletions.photoId}, 'status', 'removed', 'step', 'cleared', 'wasPublished', false)::text) end`;

function notify(status: SQL | typeof photos.status, step = sql`null`): SQL<unknown> {
	return sql`pg_notify('widthwise_photos', json_build_object('id', ${photos.id}, 'status', ${status}, 'step', ${step}, 'wasPublished', ${photos.publishedAt} is not null)::text)`;
}
