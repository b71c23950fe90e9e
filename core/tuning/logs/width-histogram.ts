import type { WidthCount } from "../../buckets/candidates.ts";

/** The number of requests that needed one width at one DPR. */
export type NeededWidth = WidthCount & {
	/** Device pixels per CSS pixel, 1 to 4, to the nearest half; 1 if the log does not say. */
	readonly dpr: number;
};

/** Counts needed widths in constant memory. */
export type WidthHistogram = {
	/** Counts one request for `width` device pixels (1 to 40000) at a DPR of 1 to 4. */
	add(width: number, dpr: number): void;
	/** The widths counted, ascending by width, then DPR. */
	rows(): readonly NeededWidth[];
};

/** The largest needed width of a request: 10000 CSS pixels at a DPR of 4. */
const MAX_NEEDED_WIDTH = 40_000;
/** DPRs told apart: 1, 1.5, ... 4. */
const DPRS = 7;

/**
 * Makes an empty histogram of needed widths. It takes 2.2 MB.
 *
 * @example
 * const histogram = createWidthHistogram();
 * histogram.add(800, 2);
 * histogram.rows(); // [{ width: 800, dpr: 2, count: 1 }]
 */
export function createWidthHistogram(): WidthHistogram {
	const counts = new Float64Array((MAX_NEEDED_WIDTH + 1) * DPRS);
	return {
		add(width, dpr) {
			const index = width * DPRS + Math.round(dpr * 2) - 2;
			counts[index] = (counts[index] ?? 0) + 1;
		},
		rows() {
			const rows: NeededWidth[] = [];
			for (const [index, count] of counts.entries()) {
				if (count === 0) continue;
				const width = Math.floor(index / DPRS);
				rows.push({ width, dpr: (index % DPRS) / 2 + 1, count });
			}
			return rows;
		},
	};
}
