import { type SQL, sql } from "drizzle-orm";
import { deletions, photos } from "./schema.ts";

/** The channel on which every change of a photo's status is notified, as a `PhotoEvent` in JSON. */
export const PHOTO_CHANNEL = "widthwise_photos";

/**
 * For RETURNING: announces the row's status. In the statement that changes it, so that nobody hears of
 * a change that was rolled back, and no change goes unheard.
 */
export const notifyStatus: SQL<unknown> = announce(photos.status);

/** For RETURNING: announces that its metadata is read, and publishing begins. */
export const notifyPublishing: SQL<unknown> = announce(photos.status, sql`'publishing'`);

/** For RETURNING: announces that the row is gone. */
export const notifyDeletion: SQL<unknown> = announce(sql`'removed'`);

/**
 * For RETURNING: announces that nothing is kept of a removed photo any more, for who was asked for its
 * images meanwhile and found some; unless it was uploaded again.
 */
export const notifyCleared: SQL<unknown> = sql`case when not exists (select from ${photos} where ${photos.id} = ${deletions.photoId}) then pg_notify('widthwise_photos', json_build_object('id', ${deletions.photoId}, 'status', 'removed', 'step', 'cleared', 'wasPublished', false)::text) end`;

function announce(status: SQL | typeof photos.status, step = sql`null`): SQL<unknown> {
	return sql`pg_notify('widthwise_photos', json_build_object('id', ${photos.id}, 'status', ${status}, 'step', ${step}, 'wasPublished', ${photos.publishedAt} is not null)::text)`;
}
