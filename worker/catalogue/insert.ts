import { eq, sql } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import { PUBLISHING_VERSION } from "widthwise/photo";
import type { Drizzle } from "../database/database.ts";
import { archiveTimeOf } from "./archive-time.ts";
import { notifyStatus } from "./notify.ts";
import type { Photo, ReceivedPhoto } from "./photo.ts";
import { find, photoColumns } from "./reading.ts";
import { photos } from "./schema.ts";
import { wordsColumn } from "./search-words.ts";
import { restoreTrashed } from "./trash-records.ts";
import { trash } from "./trash-schema.ts";

/** Another process may delete the photo between our insert and our select: then we insert again. */
const MAX_TRIES = 5;

/** The record of a received photo. */
export type InsertedPhoto = {
	readonly photo: Photo;
	/** Whether the photo had no record before. */
	readonly isNew: boolean;
	/** Whether the record was in the trash. */
	readonly isRestored: boolean;
};

/** See `Catalogue.insertReceived`. */
export type InsertReceived = (received: ReceivedPhoto) => Promise<InsertedPhoto>;

/** Creates the function that records a received photo, or finds the existing record. */
export function createInsertReceived(drizzle: Drizzle): InsertReceived {
	const insertOrRevive = prepareInsertOrRevive(drizzle);
	const isTrashed = prepareIsTrashed(drizzle);

	async function restore(id: string): Promise<Photo | null> {
		const [trashed] = await isTrashed.execute({ id });
		return trashed ? restoreTrashed(drizzle, id) : null;
	}

	return async (received) => {
		for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
			const restored = await restore(received.id);
			if (restored) return { photo: restored, isNew: true, isRestored: true };
			// No row if the photo exists and has not failed.
			const archiveTime = archiveTimeOf({ ...received, takenAt: null });
			const words = wordsColumn({ ...received, title: null, caption: null, metadata: {} });
			const [row] = await insertOrRevive.execute({ ...received, archiveTime, words });
			if (row) {
				const { isNew, notified: _notified, ...photo } = row;
				return { photo, isNew, isRestored: false };
			}
			const photo = await find(drizzle, received.id);
			if (photo) return { photo, isNew: false, isRestored: false };
		}
		throw new WidthwiseError("busy", "The photo is being deleted: try again in a moment");
	};
}

/** Cheaper than the transaction that restores: an upload waits for it. */
function prepareIsTrashed(drizzle: Drizzle) {
	return drizzle
		.select({ id: trash.photoId })
		.from(trash)
		.where(eq(trash.photoId, sql.placeholder("id")))
		.prepare("");
}

/**
 * Prepared, because an upload waits for the statement, and building it costs a third of running it.
 * Unnamed, because a connection pooler may not support named prepared statements.
 */
function prepareInsertOrRevive(drizzle: Drizzle) {
	const filename = sql.placeholder("filename");
	const arrival = sql.placeholder("arrival");
	const archiveTime = sql.placeholder("archiveTime");
	const words = sql.placeholder("words");
	return (
		drizzle
			.insert(photos)
			.values({
				id: sql.placeholder("id"),
				status: "received",
				filename,
				type: sql.placeholder("type"),
				originalBytes: sql.placeholder("originalBytes"),
				frames: sql.placeholder("frames"),
				width: sql.placeholder("width"),
				height: sql.placeholder("height"),
				arrival,
				archiveTime,
				words,
				// The version that is about to publish it.
				urlVersion: PUBLISHING_VERSION,
			})
			.onConflictDoUpdate({
				target: photos.id,
				set: {
					status: "received",
					filename: sql`${filename}`,
					errorCode: null,
					errorMessage: null,
					attempts: 0,
					timeouts: 0,
					arrival: sql`${arrival}`,
					archiveTime: sql`case when ${photos.takenAt} is null then ${archiveTime} else ${photos.archiveTime} end`,
					// Those of the earlier name stay until the metadata is read again.
					words: sql`array_to_tsvector(tsvector_to_array(${photos.words}) || tsvector_to_array(${words}::tsvector))`,
					createdAt: sql`now()`,
					updatedAt: sql`now()`,
				},
				setWhere: eq(photos.status, "failed"),
			})
			// xmax is 0 in a row that this statement inserted, not updated.
			.returning({
				...photoColumns,
				isNew: sql<boolean>`(${photos}.xmax = 0)`,
				notified: notifyStatus,
			})
			.prepare("")
	);
}
