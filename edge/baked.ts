import type { WidthBuckets } from "widthwise";

/** Put in place by the build: at the edge there is no environment to read. */
declare const BAKED_BUCKETS: WidthBuckets;

/**
 * The widths that the functions were built for, in pixels.
 *
 * @example
 * bakedBuckets(); // [288, 480, 608, ...]
 */
export function bakedBuckets(): WidthBuckets {
	return BAKED_BUCKETS;
}
