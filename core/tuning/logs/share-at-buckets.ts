import type { WidthCount } from "../../buckets/candidates.ts";
import type { WidthBuckets } from "../../url/width.ts";

/**
 * Returns the share of requests, 0 to 1, whose width is exactly a bucket; 0 if there are no
 * requests. A share of 1 means that the log shows which buckets pages chose, not which widths
 * visitors needed: tuning on it can only confirm the list.
 *
 * @param requests the number of requests for each width in pixels
 * @param buckets pixels
 *
 * @example
 * shareAtBuckets([{ width: 416, count: 3 }, { width: 400, count: 1 }], [256, 416]); // 0.75
 */
export function shareAtBuckets(requests: readonly WidthCount[], buckets: WidthBuckets): number {
	let [total, atBuckets] = [0, 0];
	for (const { width, count } of requests) {
		total += count;
		if (buckets.includes(width)) atBuckets += count;
	}
	return total === 0 ? 0 : atBuckets / total;
}
