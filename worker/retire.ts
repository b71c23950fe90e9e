import type { Store } from "widthwise";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Invalidate } from "./cdn.ts";
import type { PhotoLock } from "./photo-lock.ts";
import { createRemoveObjects } from "./remove-objects.ts";

/** Removes a photo; `false` if the catalogue did not know it. Safe to repeat. */
export type Retire = (photoId: string) => Promise<boolean>;

/**
 * Makes the function that removes a photo: master, mezzanines, every variant, what the CDN holds,
 * original, record. It holds the photo's lock, so it waits until the photo is not being received or
 * published.
 *
 * What is public goes first and the record last: a crash in between leaves a record, so the owner still
 * sees the photo and can delete it again.
 *
 * @example
 * const retire = createRetire({ catalogue, media, publicStore, lock, invalidate, forget });
 * await retire(photoId); // true
 */
export function createRetire(options: {
	readonly catalogue: Pick<Catalogue, "remove">;
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	readonly invalidate: Invalidate;
	/** Drops the photo's images from this process's memory. */
	readonly forget: (photoId: string) => void;
}): Retire {
	const { catalogue, lock, forget } = options;
	const removeObjects = createRemoveObjects(options);
	return (photoId) =>
		lock(photoId, async () => {
			// Also if the CDN could not be told: what is public is gone by then.
			await removeObjects(photoId).finally(() => forget(photoId));
			return catalogue.remove(photoId);
		});
}
