import { originalKey, type Store, verdictKey, withdraw } from "widthwise";
import type { Invalidate } from "./cdn.ts";

/** Removes everything that is kept of a photo but its record. Safe to repeat. */
export type RemoveObjects = (photoId: string) => Promise<void>;

/**
 * Makes the function that removes a photo's objects: master, mezzanines, every variant, what the CDN
 * holds, verdict, original. What is public goes first. Whoever calls it holds the photo's lock.
 *
 * @example
 * const removeObjects = createRemoveObjects({ media, publicStore, invalidate });
 * await lock(photoId, () => removeObjects(photoId));
 */
export function createRemoveObjects(options: {
	readonly media: Store;
	readonly publicStore: Store;
	readonly invalidate: Invalidate;
}): RemoveObjects {
	const { media, publicStore, invalidate } = options;
	return async (photoId) => {
		await withdraw(publicStore, photoId);
		await invalidate(photoId);
		await media.delete(verdictKey(photoId));
		await media.delete(originalKey(photoId));
	};
}
