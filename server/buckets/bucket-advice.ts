import type { WidthBuckets } from "widthwise";
import type { WidthCount } from "widthwise/buckets";
import { MASTER_EDGE, MAX_MASTER_EDGE } from "widthwise/photo";
import { type Analysis, analyze } from "widthwise/tuning";

/** Pixels: recommended buckets are multiples of this, so that round widths fall inside a step. */
const GRID = 32;

/** An upper limit; each bucket also has to save its share of what visitors need. */
const MAX_BUCKETS = 32;

/**
 * Judges today's buckets by the widths that visitors needed, as `npm run bench tune -- --histogram
 * widths.csv --grid 32` does: overshoot in pixels of area, misses cost nothing. `null` if no widths
 * were reported.
 *
 * @example
 * adviseBuckets([{ width: 390, count: 12 }], [320, 640])?.recommended.buckets; // [416]
 */
export function adviseBuckets(needs: readonly WidthCount[], today: WidthBuckets): Analysis | null {
	if (!needs.some(({ count }) => count > 0)) return null;
	const widest = widestCounted(today);
	return analyze(needs, { today, widest, maxBuckets: MAX_BUCKETS, grid: GRID });
}

/**
 * Computes the width in pixels as which wider ones count: that of masters, or of today's widest bucket
 * if that is wider, because masters are set to be larger then.
 *
 * @example
 * widestCounted([2560, 3072, 3840]); // 3840
 */
export function widestCounted(today: WidthBuckets): number {
	return Math.min(MAX_MASTER_EDGE, Math.max(MASTER_EDGE, ...today));
}
