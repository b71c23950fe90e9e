import type { WidthBuckets } from "./width.ts";

/**
 * The `srcset` of a photo: one candidate a bucket, up to the first that is as wide as the master,
 * each described by the width that really comes (a variant is never wider than its master).
 *
 * @param url the image's address without a query
 * @param masterWidth pixels
 *
 * @example
 * srcset("/media/<id>/a.jpg", 600, [256, 416, 640, 1280]);
 * // "/media/<id>/a.jpg?width=256 256w, /media/<id>/a.jpg?width=416 416w, /media/<id>/a.jpg?width=640 600w"
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
