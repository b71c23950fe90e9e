import type { PhotoMetadata, WidthBuckets } from "widthwise";
import type { Database } from "../database/database.ts";
import * as archive from "./archive.ts";
import type { Place } from "./cursor.ts";
import * as deleting from "./deleting.ts";
import * as editing from "./editing.ts";
import { createInsertReceived, type InsertedPhoto } from "./insert.ts";
import type {
	ArchiveOrder,
	Neighbours,
	Photo,
	PhotoEdit,
	PhotoLink,
	PhotoPage,
	PhotoPosition,
	PhotoQuery,
	PhotoStatus,
	PublishedPhoto,
	ReceivedPhoto,
	UnfinishedDeletion,
	VariantSet,
	VariantSets,
} from "./photo.ts";
import { type BackgroundProgress, progress } from "./progress.ts";
import * as reading from "./reading.ts";
import type { PhotoRow } from "./record.ts";
import { exportPhotos } from "./transfer.ts";
import * as trashRecords from "./trash-records.ts";
import * as variantSets from "./variant-sets.ts";
import * as writing from "./writing.ts";

export type * from "./photo.ts";

/**
 * The photos' records. Every call can be repeated. A change of status and its notification are one
 * statement. A change that no longer applies changes nothing, and its result says so.
 */
export type Catalogue = {
	/**
	 * Records a photo whose file has arrived. The same file twice is the same photo: then `isNew` is
	 * false and nothing changes, except that a failed photo is received again. A photo in the trash is
	 * restored, and counts as new.
	 */
	insertReceived(received: ReceivedPhoto): Promise<InsertedPhoto>;
	/** Finds a photo; `null` if there is none. */
	find(id: string): Promise<Photo | null>;
	/** Where a photo was taken, for the owner only; `null` if unknown. */
	findPosition(id: string): Promise<PhotoPosition | null>;
	/**
	 * Lists a page of at most `limit` (1 to 200) photos, newest first.
	 *
	 * @throws {WidthwiseError} `bad-request` if the cursor or the limit is invalid
	 */
	list(page: PhotoQuery): Promise<PhotoPage>;
	/**
	 * Names what the database contains: while the name stays the same, so does every answer. Much cheaper
	 * than asking again; known at once if no other process changes the database.
	 */
	state(): string | Promise<string>;
	/** Links to at most `limit` published photos, newest first. */
	links(limit: number): Promise<readonly PhotoLink[]>;
	/** The published photos before and after a photo. */
	neighbours(photo: Place, order: ArchiveOrder): Promise<Neighbours>;
	/** Ids of photos that are received or processing, oldest first. */
	unfinished(): Promise<readonly string[]>;
	/** At most `limit` of them, those that are being published first. */
	unfinishedPhotos(limit: number): Promise<readonly Photo[]>;
	/** The status of every photo, by id. */
	statuses(): Promise<ReadonlyMap<string, PhotoStatus>>;
	/** Ids of photos that failed because of an outage, a full disk or a wrong setting, oldest first. */
	interrupted(): Promise<readonly string[]>;
	/** At most `limit` photos that failed or could not be renewed, newest first. */
	failed(limit: number): Promise<readonly Photo[]>;
	/** Total size of all originals and of all masters, in bytes. */
	bytes(): Promise<{ readonly originals: number; readonly masters: number }>;
	/** The number of photos in each status. */
	counts(): Promise<Readonly<Record<PhotoStatus, number>>>;
	/** The records as lines, for a backup; `importPhotos` reads them. */
	exportPhotos(): AsyncIterable<string>;
	/** How far the background lane is with renewals and with these sets. */
	progress(sets: VariantSets): Promise<BackgroundProgress>;
	/** Begins an attempt; `null` if the photo is deleted, published or failed: nothing is to be done. */
	markProcessing(id: string): Promise<Photo | null>;
	/**
	 * Saves the original's metadata; `false` if the photo is deleted. Its title, caption and date never
	 * replace the owner's, and never bring back one that the owner deleted.
	 */
	saveMetadata(id: string, metadata: PhotoMetadata): Promise<boolean>;
	/** Marks a photo published; `false` if it is deleted: the caller must then unpublish it. */
	markPublished(id: string, published: PublishedPhoto): Promise<boolean>;
	/** Counts an attempt since the photo was last received that took too long; returns their number. */
	countTimeout(id: string): Promise<number>;
	/** Marks a photo failed; `false` if it is deleted or published: a late failure changes nothing. */
	markFailed(id: string, code: string, message: string): Promise<boolean>;
	/** Sets a published or failed photo to `received` for another publish; `false` if it is neither. */
	publishAgain(id: string): Promise<boolean>;
	/**
	 * Ids of at most `limit` published photos without a set in these buckets, newest first. Leaves out
	 * photos on which too many attempts have failed.
	 */
	withoutSet(set: VariantSet, buckets: WidthBuckets, limit: number): Promise<readonly string[]>;
	/** Counts an attempt to make a photo's set; `false` if there is to be no further one. */
	beginSet(set: VariantSet, id: string): Promise<boolean>;
	/** Takes an attempt back that an outage ended: the photo is not the cause. */
	forgiveSet(set: VariantSet, id: string): Promise<void>;
	/** Notes that a published photo's set in these buckets is stored. */
	markSet(set: VariantSet, id: string, buckets: WidthBuckets): Promise<void>;
	/** Changes what the owner says about a photo; `null` if the photo is deleted. */
	edit(id: string, edit: PhotoEdit): Promise<Photo | null>;
	/**
	 * Moves a photo's record to the trash, and notes that its public objects are still to be deleted;
	 * `false` if there is no record.
	 */
	moveToTrash(id: string, move: trashRecords.TrashMove): Promise<boolean>;
	/** Puts a record that is not in the catalogue into the trash, and makes the same note. */
	recordInTrash(record: PhotoRow, move: trashRecords.TrashMove): Promise<void>;
	/** Takes a photo out of the trash, as received; `null` if it is not there. */
	restoreTrashed(id: string): Promise<Photo | null>;
	/** Removes an entry of the trash, and nothing else. */
	forgetTrashed(id: string): Promise<void>;
	/** Finds a photo in the trash; `null` if it is not there. */
	findTrashed(id: string): Promise<trashRecords.TrashedPhoto | null>;
	/** At most `limit` photos in the trash after the first `offset`, those that were deleted last first. */
	listTrash(limit: number, offset: number): Promise<readonly trashRecords.TrashedPhoto[]>;
	/** Ids of photos in the trash, oldest first; with `batch`, of those that were moved there at once. */
	trashedIds(batch?: string): Promise<readonly string[]>;
	/** Ids of photos that were moved to the trash before a time, oldest first. */
	trashedBefore(time: Date): Promise<readonly string[]>;
	/** The number of photos in the trash, and the bytes of their originals. */
	trashTotals(): Promise<{ readonly photos: number; readonly bytes: number }>;
	/**
	 * Deletes a photo's record, also from the trash, and notes that its objects are still to be deleted and which CDN
	 * distribution is to be invalidated; `false` if there was neither a record nor such a note.
	 */
	beginDeletion(id: string, distributionId: string | null): Promise<boolean>;
	/** Notes that objects of a photo without a record are to be deleted; see `beginDeletion`. */
	noteDeletion(id: string, distributionId: string | null): Promise<void>;
	/** Finds a deletion that has begun and not ended; `null` if there is none. */
	findDeletion(id: string): Promise<UnfinishedDeletion | null>;
	/** Ids of photos whose deletion has begun and not ended, oldest first. */
	unfinishedDeletions(): Promise<readonly string[]>;
	/** Notes that the CDN no longer holds the photo. */
	noteCdnInvalidated(id: string): Promise<void>;
	/** Ends a deletion: nothing of the photo is left, or it was uploaded again. */
	endDeletion(id: string): Promise<void>;
};

/**
 * Creates the catalogue in a database.
 *
 * @example
 * const catalogue = createCatalogue(await openDatabase({ dataDir, databaseUrl, onError }));
 * const query = { cursor: null, limit: 50, publishedOnly: true, order: "taken" } as const;
 * const { photos, cursor } = await catalogue.list(query);
 */
export function createCatalogue(database: Pick<Database, "drizzle" | "changes">): Catalogue {
	const { drizzle } = database;
	return {
		insertReceived: createInsertReceived(drizzle),
		find: (id) => reading.find(drizzle, id),
		findPosition: (id) => reading.findPosition(drizzle, id),
		list: (page) => archive.list(drizzle, page),
		state: () => reading.state(database),
		links: (limit) => reading.links(drizzle, limit),
		neighbours: (photo, order) => archive.neighbours(drizzle, photo, order),
		unfinished: () => reading.unfinished(drizzle),
		unfinishedPhotos: (limit) => reading.unfinishedPhotos(drizzle, limit),
		statuses: () => reading.statuses(drizzle),
		interrupted: () => reading.interrupted(drizzle),
		failed: (limit) => reading.failed(drizzle, limit),
		bytes: () => reading.bytes(drizzle),
		counts: () => reading.counts(drizzle),
		exportPhotos: () => exportPhotos(drizzle),
		progress: (sets) => progress(drizzle, sets),
		markProcessing: (id) => writing.markProcessing(drizzle, id),
		saveMetadata: (id, metadata) => writing.saveMetadata(drizzle, id, metadata),
		markPublished: (id, published) => writing.markPublished(drizzle, id, published),
		countTimeout: (id) => writing.countTimeout(drizzle, id),
		markFailed: (id, code, message) => writing.markFailed(drizzle, id, code, message),
		publishAgain: (id) => writing.publishAgain(drizzle, id),
		withoutSet: (set, buckets, limit) => variantSets.withoutSet(drizzle, set, buckets, limit),
		beginSet: (set, id) => variantSets.beginSet(drizzle, set, id),
		forgiveSet: (set, id) => variantSets.forgiveSet(drizzle, set, id),
		markSet: (set, id, buckets) => variantSets.markSet(drizzle, set, id, buckets),
		edit: (id, edit) => editing.edit(drizzle, id, edit),
		moveToTrash: (id, move) => trashRecords.moveToTrash(drizzle, id, move),
		recordInTrash: (record, move) => trashRecords.recordInTrash(drizzle, record, move),
		restoreTrashed: (id) => trashRecords.restoreTrashed(drizzle, id),
		forgetTrashed: (id) => trashRecords.forgetTrashed(drizzle, id),
		findTrashed: (id) => trashRecords.findTrashed(drizzle, id),
		listTrash: (limit, offset) => trashRecords.listTrash(drizzle, limit, offset),
		trashedIds: (batch) => trashRecords.trashedIds(drizzle, batch),
		trashedBefore: (time) => trashRecords.trashedBefore(drizzle, time),
		trashTotals: () => trashRecords.trashTotals(drizzle),
		beginDeletion: (id, distributionId) => deleting.beginDeletion(drizzle, id, distributionId),
		noteDeletion: (id, distributionId) => deleting.noteDeletion(drizzle, id, distributionId),
		findDeletion: (id) => deleting.findDeletion(drizzle, id),
		noteCdnInvalidated: (id) => deleting.noteCdnInvalidated(drizzle, id),
		unfinishedDeletions: () => deleting.unfinishedDeletions(drizzle),
		endDeletion: (id) => deleting.endDeletion(drizzle, id),
	};
}
