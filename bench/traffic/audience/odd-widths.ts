import type { WidthCount } from "widthwise/buckets";

/** Widths that people type, in pixels. Assumed. */
const ROUND_WIDTHS: readonly number[] = [
	100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000, 1024, 1200, 1500, 1600, 1920, 2000,
	2048, 2400, 2560, 3000,
];

/** The range of the other odd widths, in pixels. Assumed. */
const [MIN_WIDTH, MAX_WIDTH] = [16, 4000];

/**
 * Returns the widths of requests that do not come from our pages (links on other sites, feeds, typed
 * URLs, robots): half of them are round, half are anywhere, evenly on a logarithmic scale. Assumed;
 * counts add up to `share`.
 *
 * @example
 * oddWidths(0.03);
 */
export function oddWidths(share: number): readonly WidthCount[] {
	const round = ROUND_WIDTHS.map((width) => ({ width, count: share / 2 / ROUND_WIDTHS.length }));
	const scale = share / 2 / Math.log((MAX_WIDTH + 1) / MIN_WIDTH);
	const anywhere = Array.from({ length: MAX_WIDTH - MIN_WIDTH + 1 }, (_, i) => {
		const width = MIN_WIDTH + i;
		return { width, count: scale * Math.log((width + 1) / width) };
	});
	return [...round, ...anywhere];
}
