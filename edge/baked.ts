import type { WidthBuckets } from "widthwise";

/** Defined by the build, because functions at the edge have no environment. */
declare const BAKED_BUCKETS: WidthBuckets;

/**
 * Returns the widths that the functions were built for, in pixels.
 *
 * @example
 * bakedBuckets(); // [288, 480, 608, ...]
 */
export function bakedBuckets(): WidthBuckets {
	return BAKED_BUCKETS;
}
