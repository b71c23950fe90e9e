import type { PhotoMetadata } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import * as removing from "./deleting.ts";
import { createInsertReceived } from "./insert.ts";
import type {
	Neighbours,
	Photo,
	PhotoEdit,
	PhotoLink,
	PhotoPage,
	PhotoPosition,
	PhotoStatus,
	PublishedPhoto,
	ReceivedPhoto,
	UnfinishedDeletion,
} from "./photo.ts";
import * as reading from "./reading.ts";
import * as writing from "./writing.ts";

export type * from "./photo.ts";

/**
 * The photos' records. Each change of a status is notified in the statement that makes it; each call
 * can be repeated; a change that makes no sense any more changes nothing and says so.
 */
export type Catalogue = {
	/**
	 * Notes a photo whose file has arrived. The same file twice is the same photo: then nothing
	 * changes and `isNew` is false, except that a photo that had failed is received anew.
	 */
	insertReceived(
		received: ReceivedPhoto,
	): Promise<{ readonly photo: Photo; readonly isNew: boolean }>;
	/** `null` if there is none. */
	find(id: string): Promise<Photo | null>;
	/** Where it was taken, for the owner only; `null` if nobody knows. */
	findPosition(id: string): Promise<PhotoPosition | null>;
	/**
	 * A page of at most `limit` (1 to 200) photos, newest first.
	 *
	 * @throws {WidthwiseError} `bad-request` for a cursor or a limit that is none
	 */
	list(page: {
		readonly cursor: string | null;
		readonly limit: number;
		readonly publishedOnly: boolean;
	}): Promise<PhotoPage>;
	/** Links to at most `limit` published photos, newest first. */
	links(limit: number): Promise<readonly PhotoLink[]>;
	/** The published photos on either side of one. */
	neighbours(photo: Pick<Photo, "arrival" | "id">): Promise<Neighbours>;
	/** Ids of photos that are received or processing, oldest first. */
	unfinished(): Promise<readonly string[]>;
	/** The status of every photo, by id. */
	statuses(): Promise<ReadonlyMap<string, PhotoStatus>>;
	/** Ids of photos that failed because something was away, full or wrongly set up, oldest first. */
	interrupted(): Promise<readonly string[]>;
	/** At most `limit` photos that failed, newest first. */
	failed(limit: number): Promise<readonly Photo[]>;
	/** Bytes of all originals and of all masters. */
	bytes(): Promise<{ readonly originals: number; readonly masters: number }>;
	/** How many photos there are in each status. */
	counts(): Promise<Readonly<Record<PhotoStatus, number>>>;
	/** Begins an attempt; `null` if the photo is gone, published or failed: then there is nothing to do. */
	markProcessing(id: string): Promise<Photo | null>;
	/**
	 * Keeps what the original says of itself; `false` if the photo is gone. Its title and caption never
	 * replace the owner's, nor bring back what the owner has removed.
	 */
	saveMetadata(id: string, metadata: PhotoMetadata): Promise<boolean>;
	/** `false` if the photo is gone: then what was published must go too. */
	markPublished(id: string, published: PublishedPhoto): Promise<boolean>;
	/** `false` if the photo is gone or published: a late failure takes nothing back. */
	markFailed(id: string, code: string, message: string): Promise<boolean>;
	/** Has a published or failed photo published once more; `false` if it is neither. */
	publishAgain(id: string): Promise<boolean>;
	/** Replaces the owner's words where given, `null` removes them; `null` if the photo is gone. */
	edit(id: string, words: PhotoEdit): Promise<Photo | null>;
	/**
	 * Takes a photo's record away and notes that what is kept of it is to follow, and which CDN is to be
	 * told; `false` if neither a record nor such a note was there.
	 */
	beginDeletion(id: string, distributionId: string | null): Promise<boolean>;
	/** `null` if it was not begun, or ended. */
	findDeletion(id: string): Promise<UnfinishedDeletion | null>;
	/** Ids of photos whose deletion was begun and not ended, oldest first. */
	unfinishedDeletions(): Promise<readonly string[]>;
	/** The CDN need not be told any more. */
	noteCdnInvalidated(id: string): Promise<void>;
	/** Nothing is kept of the photo any more, or it was uploaded again. */
	endDeletion(id: string): Promise<void>;
};

/**
 * The catalogue in a database.
 *
 * @example
 * const catalogue = createCatalogue(await openDatabase({ dataDir, databaseUrl, onError }));
 * const { photos, cursor } = await catalogue.list({ cursor: null, limit: 50, publishedOnly: true });
 */
export function createCatalogue(database: { readonly drizzle: Drizzle }): Catalogue {
	const { drizzle } = database;
	return {
		insertReceived: createInsertReceived(drizzle),
		find: (id) => reading.find(drizzle, id),
		findPosition: (id) => reading.findPosition(drizzle, id),
		list: (page) => reading.list(drizzle, page),
		links: (limit) => reading.links(drizzle, limit),
		neighbours: (photo) => reading.neighbours(drizzle, photo),
		unfinished: () => reading.unfinished(drizzle),
		statuses: () => reading.statuses(drizzle),
		interrupted: () => reading.interrupted(drizzle),
		failed: (limit) => reading.failed(drizzle, limit),
		bytes: () => reading.bytes(drizzle),
		counts: () => reading.counts(drizzle),
		markProcessing: (id) => writing.markProcessing(drizzle, id),
		saveMetadata: (id, metadata) => writing.saveMetadata(drizzle, id, metadata),
		markPublished: (id, published) => writing.markPublished(drizzle, id, published),
		markFailed: (id, code, message) => writing.markFailed(drizzle, id, code, message),
		publishAgain: (id) => writing.publishAgain(drizzle, id),
		edit: (id, words) => writing.edit(drizzle, id, words),
		beginDeletion: (id, distributionId) => removing.beginDeletion(drizzle, id, distributionId),
		findDeletion: (id) => removing.findDeletion(drizzle, id),
		noteCdnInvalidated: (id) => removing.noteCdnInvalidated(drizzle, id),
		unfinishedDeletions: () => removing.unfinishedDeletions(drizzle),
		endDeletion: (id) => removing.endDeletion(drizzle, id),
	};
}
