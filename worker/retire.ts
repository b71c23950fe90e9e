import { masterKey, photoPrefix, type Store } from "widthwise";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { PhotoLock } from "./photo-lock.ts";
import { originalKey } from "./receive.ts";

/** Removes a photo; `false` if the catalogue did not know it. Safe to repeat. */
export type Retire = (photoId: string) => Promise<boolean>;

/**
 * Makes the function that removes a photo: master, mezzanines, every variant, original, record. It
 * holds the photo's lock, so it waits until the photo is not being received or published.
 *
 * What is public goes first and the record last: a crash in between leaves a record, so the owner still
 * sees the photo and can delete it again.
 *
 * @example
 * const retire = createRetire({ catalogue, media, publicStore, lock, forget: delivery.forget });
 * await retire(photoId); // true
 */
export function createRetire(options: {
	readonly catalogue: Pick<Catalogue, "remove">;
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	/** Drops the photo's images from this process's memory. */
	readonly forget: (photoId: string) => void;
}): Retire {
	const { catalogue, media, publicStore, lock, forget } = options;
	return (photoId) =>
		lock(photoId, async () => {
			await withdraw(publicStore, photoId);
			forget(photoId);
			await media.delete(originalKey(photoId));
			return catalogue.remove(photoId);
		});
}

/**
 * Removes everything public about a photo, the master first: whoever is cutting a variant looks for it
 * afterwards.
 *
 * @example
 * await withdraw(publicStore, photoId);
 */
export async function withdraw(publicStore: Store, photoId: string): Promise<void> {
	await publicStore.delete(masterKey(photoId));
	for await (const key of publicStore.list(photoPrefix(photoId))) await publicStore.delete(key);
}
