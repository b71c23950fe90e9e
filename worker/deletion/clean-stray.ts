import { type Store, unpublish } from "widthwise";
import { originalKey, verdictKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { Cdn } from "./cdn.ts";

/** Deletes the objects of an id that has neither a record nor an original. Safe to repeat. */
export type CleanStray = (photoId: string) => Promise<void>;

/**
 * Creates the function that deletes strays. It never touches an original. If too many CDN invalidations
 * are in progress, it changes nothing, and the next audit finds the stray again.
 *
 * @example
 * const cleanStray = createCleanStray({ catalogue, media, publicStore, lock, cdn });
 * await cleanStray(photoId);
 */
export function createCleanStray(options: {
	readonly catalogue: Pick<Catalogue, "find">;
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	readonly cdn: Cdn | null;
}): CleanStray {
	const { catalogue, media, publicStore, lock, cdn } = options;
	return (photoId) =>
		lock(photoId, async () => {
			// Uploaded, or restored from a backup, since the audit.
			if (await catalogue.find(photoId)) return;
			if (await media.head(originalKey(photoId))) return;
			if (cdn && !(await cdn.invalidate(photoId))) return;
			await unpublish(publicStore, photoId);
			await media.delete(verdictKey(photoId));
			// Again, for images that the CDN fetched in between.
			await cdn?.invalidate(photoId);
		});
}
