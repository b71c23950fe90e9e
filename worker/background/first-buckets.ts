import type { WidthBuckets } from "widthwise";

/**
 * Pixels. Of the default buckets, those up to this one answer 94 % of the requests of the bench's default
 * audience; without it, 87 %.
 */
const MAX_WIDTH = 1216;

/**
 * The buckets of a photo's first set: they answer nine of ten requests of the first visitors, and are cheap
 * to cut.
 *
 * @param buckets all buckets, in pixels, ascending
 *
 * @example
 * firstBuckets([288, 608, 1216, 2560]); // [288, 608, 1216]
 */
export function firstBuckets(buckets: WidthBuckets): WidthBuckets {
	return buckets.filter((bucket) => bucket <= MAX_WIDTH);
}
