import { masterKey, photoPrefix, type Store } from "widthwise";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { originalKey } from "./receive.ts";

/** Removes a photo; `false` if the catalogue did not know it. Safe to repeat. */
export type Retire = (photoId: string) => Promise<boolean>;

/**
 * Makes the function that removes a photo: its record, its original, its master, mezzanines and
 * every variant.
 *
 * Run it under the photo's lock. The record goes first, so that a crash leaves stray objects rather than a photo without them. The
 * master goes before the rest: whoever is cutting a variant looks for it afterwards.
 *
 * @example
 * const retire = createRetire({ catalogue, media, publicStore, forget: delivery.forget });
 * await retire(photoId); // true
 */
export function createRetire(options: {
	readonly catalogue: Pick<Catalogue, "remove">;
	readonly media: Store;
	readonly publicStore: Store;
	/** Drops the photo's images from this process's memory. */
	readonly forget: (photoId: string) => void;
}): Retire {
	const { catalogue, media, publicStore, forget } = options;
	return async (photoId) => {
		const isKnown = await catalogue.remove(photoId);
		await media.delete(originalKey(photoId));
		await publicStore.delete(masterKey(photoId));
		for await (const key of publicStore.list(photoPrefix(photoId))) await publicStore.delete(key);
		forget(photoId);
		return isKnown;
	};
}
