import type { Store } from "../store/store.ts";
import { masterKey, photoPrefix } from "../url/keys.ts";

/**
 * Removes everything public about a photo, the master first: whoever is cutting a variant looks for it
 * afterwards.
 *
 * @example
 * await unpublish(publicStore, photoId);
 */
export async function unpublish(publicStore: Store, photoId: string): Promise<void> {
	await publicStore.delete(masterKey(photoId));
	for await (const key of publicStore.list(photoPrefix(photoId))) await publicStore.delete(key);
}
