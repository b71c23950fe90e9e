import type { WidthBuckets } from "./width.ts";

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
	const fitting = buckets.filter((bucket) => bucket >= masterWidth);
	// Without arguments, the minimum is Infinity: then all buckets are candidates.
	const last = Math.min.apply(null, fitting);
	return buckets
		.filter((bucket) => bucket <= last)
		.map((bucket) => `${url}?width=${bucket} ${bucket > masterWidth ? masterWidth : bucket}w`)
		.join(", ");
}
