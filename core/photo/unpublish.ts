import { checkStore } from "../store/check-store.ts";
import type { Store } from "../store/store.ts";
import { masterKey, photoPrefix } from "../url/keys.ts";
import { checkPhotoId } from "./check-photo-id.ts";

/**
 * Removes everything public about a photo, at one moment if the store can. Else the master goes first: a
 * concurrent cut looks for the master after it has stored its variant, and deletes the variant if the
 * master is gone.
 *
 * @throws {WidthwiseError} `invalid-argument` for an id that no photo has; any error of the store
 *
 * @example
 * await unpublish(publicStore, photoId);
 */
export async function unpublish(publicStore: Store, photoId: string): Promise<void> {
	checkStore(publicStore);
	checkPhotoId(photoId);
	await publicStore.deleteAll?.(photoPrefix(photoId));
	await publicStore.delete(masterKey(photoId));
	for await (const key of publicStore.list(photoPrefix(photoId))) await publicStore.delete(key);
}
