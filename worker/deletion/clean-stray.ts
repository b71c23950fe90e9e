import { type Store, unpublish } from "widthwise";
import { originalKey, verdictKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { Cdn } from "./cdn.ts";

/** Removes what is kept under an id that has neither a record nor an original. Safe to repeat. */
export type CleanStray = (photoId: string) => Promise<void>;

/**
 * Makes the function that removes strays. It never touches an original; where the CDN has too many
 * orders, all stays as it is until the next audit finds it again.
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
			// Uploaded, or brought back from a backup, since it was found.
			if (await catalogue.find(photoId)) return;
			if (await media.head(originalKey(photoId))) return;
			if (cdn && !(await cdn.invalidate(photoId))) return;
			await unpublish(publicStore, photoId);
			await media.delete(verdictKey(photoId));
			// For who asked in between.
			await cdn?.invalidate(photoId);
		});
}
