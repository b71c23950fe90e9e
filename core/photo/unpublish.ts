import type { Store } from "../store/store.ts";
import { masterKey, photoPrefix } from "../url/keys.ts";

/**
 * Removes everything public about a photo, the master first: whoever cuts a variant at the same
 * time looks for the master afterwards, and drops the variant.
 *
 * @example
 * await unpublish(publicStore, photoId);
 */
export async function unpublish(publicStore: Store, photoId: string): Promise<void> {
	await publicStore.delete(masterKey(photoId));
	for await (const key of publicStore.list(photoPrefix(photoId))) await publicStore.delete(key);
}
