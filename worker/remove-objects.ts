import { originalKey, type Store, verdictKey, withdraw } from "widthwise";
import type { Invalidate } from "./cdn.ts";

/**
 * Removes everything that is kept of a photo but its record; `false` if the CDN is still to be told, in
 * a moment. Safe to repeat.
 */
export type RemoveObjects = (photoId: string) => Promise<boolean>;

/**
 * Makes the function that removes a photo's objects: master, mezzanines, every variant, original,
 * verdict, what the CDN holds. Whoever calls it holds the photo's lock.
 *
 * @example
 * const removeObjects = createRemoveObjects({ media, publicStore, invalidate });
 * await lock(photoId, () => removeObjects(photoId)); // true
 */
export function createRemoveObjects(options: {
	readonly media: Store;
	readonly publicStore: Store;
	readonly invalidate: Invalidate;
}): RemoveObjects {
	const { media, publicStore, invalidate } = options;
	return async (photoId) => {
		await withdraw(publicStore, photoId);
		await media.delete(originalKey(photoId));
		// The media bucket's function may have published meanwhile, having seen the original. From here
		// on it sees none, and takes back what it publishes.
		await withdraw(publicStore, photoId);
		await media.delete(verdictKey(photoId));
		return invalidate(photoId);
	};
}
