import { masterKey, photoPrefix } from "./master.ts";
import type { Store } from "./store/store.ts";

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
