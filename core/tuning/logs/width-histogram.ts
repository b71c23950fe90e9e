import type { WidthCount } from "../../buckets/candidates.ts";

/** How often a width was needed on screens of one density. */
export type NeededWidth = WidthCount & {
	/** Device pixels to a CSS pixel, to the nearest half, 1 to 4; 1 where the log does not say. */
	readonly dpr: number;
};

/** Counts needed widths in memory that does not grow. */
export type WidthHistogram = {
	/** One request for `width` device pixels (1 to 40000) at a DPR of 1 to 4. */
	add(width: number, dpr: number): void;
	/** Ascending by width, then DPR. */
	rows(): readonly NeededWidth[];
};

/** The widest that can be asked for: 10000 CSS pixels at a DPR of 4. */
const WIDEST = 40_000;
/** 1, 1.5, ... 4. */
const DENSITIES = 7;

/**
 * An empty histogram of needed widths.
 *
 * @example
 * const histogram = createWidthHistogram();
 * histogram.add(800, 2);
 * histogram.rows(); // [{ width: 800, dpr: 2, count: 1 }]
 */
export function createWidthHistogram(): WidthHistogram {
	const counts = new Float64Array((WIDEST + 1) * DENSITIES);
	return {
		add(width, dpr) {
			const at = width * DENSITIES + Math.round(dpr * 2) - 2;
			counts[at] = (counts[at] ?? 0) + 1;
		},
		rows() {
			const rows: NeededWidth[] = [];
			for (const [at, count] of counts.entries()) {
				if (count === 0) continue;
				const width = Math.floor(at / DENSITIES);
				rows.push({ width, dpr: (at % DENSITIES) / 2 + 1, count });
			}
			return rows;
		},
	};
}
