import type { Store, WidthBuckets } from "widthwise";
import { PHOTOS_PREFIX, parsePhotoKey, parseVariantKey } from "widthwise/url";

/** The key of what may be a variant. */
const VARIANT = /^[a-z]+\/[0-9a-f]+\/w([0-9]{1,5})\.[a-z]+$/;

/**
 * Removes the variants whose width is no bucket any more, after the buckets were changed. Masters and
 * mezzanines stay. Safe to repeat, and while images are served: whoever asks gets the next bucket.
 *
 * @param buckets pixels, ascending
 * @returns the number of removed files
 *
 * @example
 * await removeOldWidths(publicStore, [320, 640, 1280]); // 2600
 */
export async function removeOldWidths(
	publicStore: Pick<Store, "list" | "delete">,
	buckets: WidthBuckets,
): Promise<number> {
	let removed = 0;
	for await (const key of publicStore.list(PHOTOS_PREFIX)) {
		const width = Number(VARIANT.exec(key)?.[1] ?? 0);
		const isVariant = parsePhotoKey(key) !== null && parseVariantKey(key, [width]).ok;
		if (width === 0 || !isVariant || buckets.includes(width)) continue;
		await publicStore.delete(key);
		removed++;
	}
	return removed;
}
