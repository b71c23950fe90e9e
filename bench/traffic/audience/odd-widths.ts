import type { WidthCount } from "widthwise/buckets";

/** Widths that people type, in pixels. Assumed. */
const ROUND_WIDTHS: readonly number[] = [
	100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000, 1024, 1200, 1500, 1600, 1920, 2000,
	2048, 2400, 2560, 3000,
];

/** The narrowest and the widest of the odd ones, in pixels. Assumed. */
const [NARROWEST, WIDEST] = [16, 4000];

/**
 * The tail of requests that no page of ours made (links from elsewhere, feeds, hand-typed addresses,
 * robots): half of them at round widths, half anywhere, even on a logarithmic scale. Assumed; counts add
 * up to `share`.
 *
 * @example
 * oddWidths(0.03);
 */
export function oddWidths(share: number): readonly WidthCount[] {
	const round = ROUND_WIDTHS.map((width) => ({ width, count: share / 2 / ROUND_WIDTHS.length }));
	const scale = share / 2 / Math.log((WIDEST + 1) / NARROWEST);
	const anywhere = Array.from({ length: WIDEST - NARROWEST + 1 }, (_, i) => {
		const width = NARROWEST + i;
		return { width, count: scale * Math.log((width + 1) / width) };
	});
	return [...round, ...anywhere];
}
