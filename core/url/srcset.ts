import type { ImageFormat } from "./format.ts";
import type { WidthBuckets } from "./width.ts";

/**
 * Returns the `srcset` of a photo (HTML Standard, "Srcset attributes"): one candidate per bucket,
 * up to the smallest that is at least as wide as the master. Width descriptors are the widths
 * delivered: a variant is never wider than its master.
 *
 * @param url the image's URL without a query
 * @param masterWidth pixels; `Infinity` if it is unknown, for all buckets
 * @param buckets pixels, ascending
 * @param format of all candidates, for a `<source>` of this type; default: negotiated
 *
 * @example
 * srcset("/images/a", 600, [256, 416, 640, 1280]);
 * // "/images/a?width=256 256w, /images/a?width=416 416w, /images/a?width=640 600w"
 */
export function srcset(
	url: string,
	masterWidth: number,
	buckets: WidthBuckets,
	format?: ImageFormat,
): string {
	const end = format ? `&format=${format}` : "";
	return bucketsUpTo(masterWidth, buckets)
		.map((bucket) => `${url}?width=${bucket}${end} ${bucket > masterWidth ? masterWidth : bucket}w`)
		.join(", ");
}

/**
 * Returns the buckets at which a photo's variants differ: up to the smallest that is at least as wide
 * as the master.
 *
 * @param masterWidth pixels; `Infinity` for all buckets
 * @param buckets pixels, ascending
 *
 * @example
 * bucketsUpTo(600, [256, 416, 640, 1280]); // [256, 416, 640]
 */
export function bucketsUpTo(masterWidth: number, buckets: WidthBuckets): WidthBuckets {
	return buckets.filter(
		(bucket) => !buckets.some((other) => other >= masterWidth && other < bucket),
	);
}
