import { snapWidth, type WidthBuckets } from "./width.ts";

/**
 * Returns the `srcset` of a photo (HTML Standard, "Srcset attributes"): one candidate per bucket,
 * up to the smallest that is at least as wide as the master. Width descriptors are the widths
 * delivered: a variant is never wider than its master.
 *
 * @param url the image's URL without a query
 * @param masterWidth pixels; `Infinity` if it is unknown, for all buckets
 * @param buckets pixels, ascending
 *
 * @example
 * srcset("/images/a", 600, [256, 416, 640, 1280]);
 * // "/images/a?width=256 256w, /images/a?width=416 416w, /images/a?width=640 600w"
 */
export function srcset(url: string, masterWidth: number, buckets: WidthBuckets): string {
	const candidates: string[] = [];
	const last = snapWidth(masterWidth, buckets);
	for (let i = 0; i < buckets.length; i++) {
		const bucket = buckets[i] || 0;
		if (bucket > last) continue;
		candidates.push(`${url}?width=${bucket} ${Math.min(bucket, masterWidth)}w`);
	}
	return candidates.join(", ");
}
