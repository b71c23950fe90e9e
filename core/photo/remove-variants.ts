import type { Store } from "../store/store.ts";
import { masterKey, mezzanineKey, photoPrefix } from "../url/keys.ts";

/**
 * Removes everything public about a photo except its master and its mezzanines: variants, and mezzanines
 * of an earlier master. A concurrent cut looks at the master after it has stored its variant, and deletes
 * the variant if another version has made the master meanwhile.
 *
 * @param mezzanines the widths of its mezzanines, in pixels
 *
 * @example
 * await removeVariants(publicStore, photoId, [1280, 640]);
 */
export async function removeVariants(
	publicStore: Store,
	photoId: string,
	mezzanines: readonly number[],
): Promise<void> {
	const kept = [masterKey(photoId), ...mezzanines.map((width) => mezzanineKey(photoId, width))];
	for await (const key of publicStore.list(photoPrefix(photoId))) {
		if (!kept.includes(key)) await publicStore.delete(key);
	}
}
