import type { WidthCount } from "../../buckets/candidates.ts";
import type { WidthBuckets } from "../../url/width.ts";

/**
 * The share of requests, 0 to 1, whose width is exactly a bucket. At 1, pages asked for nothing but
 * today's buckets: such a log says which of those widths pages chose, not which widths visitors needed, and
 * tuning on it can only confirm the list. 0 if there are no requests.
 *
 * @example
 * shareAtBuckets([{ width: 416, count: 3 }, { width: 400, count: 1 }], [256, 416]); // 0.75
 */
export function shareAtBuckets(requests: readonly WidthCount[], buckets: WidthBuckets): number {
	let [all, atBuckets] = [0, 0];
	for (const { width, count } of requests) {
		all += count;
		if (buckets.includes(width)) atBuckets += count;
	}
	return all === 0 ? 0 : atBuckets / all;
}
