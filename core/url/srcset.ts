import type { WidthBuckets } from "./width.ts";

/**
 * Returns the `srcset` of a photo (HTML Standard, "Srcset attributes"): one candidate per bucket,
 * up to the first that is at least as wide as the master. Width descriptors are the widths
 * delivered: a variant is never wider than its master.
 *
 * @param url the image's URL without a query
 * @param masterWidth pixels
 * @param buckets pixels, ascending
 *
 * @example
 * srcset("/images/a", 600, [256, 416, 640, 1280]);
 * // "/images/a?width=256 256w, /images/a?width=416 416w, /images/a?width=640 600w"
 */
export function srcset(url: string, masterWidth: number, buckets: WidthBuckets): string {
	const candidates: string[] = [];
	for (let i = 0; i < buckets.length; i++) {
		const bucket = buckets[i] || 0;
		candidates.push(`${url}?width=${bucket} ${Math.min(bucket, masterWidth)}w`);
		if (bucket >= masterWidth) break;
	}
	return candidates.join(", ");
}
