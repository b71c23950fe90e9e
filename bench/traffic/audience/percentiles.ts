import { type Audience, windowWidths } from "./audience.ts";
import type { Window } from "./layout.ts";

/** Published percentiles of image widths, in CSS pixels. */
export type PublishedPercentiles = {
	readonly client: string;
	readonly window: Window;
	/** By percentile, 0 to 1. */
	readonly widths: ReadonlyMap<number, number>;
};

/**
 * The layout widths of images on more than ten million pages: HTTP Archive, Web Almanac 2024, Media
 * (doi 10.5281/zenodo.14552631), figure descriptions; Apache-2.0. Its crawlers' windows are 1376 px wide
 * at a DPR of 1, and 360 px at 3; their heights are not published.
 */
export const HTTP_ARCHIVE_2024: readonly PublishedPercentiles[] = [
	{
		client: "desktop",
		window: { width: 1376, height: 768 },
		widths: new Map([
			[0.5, 216],
			[0.75, 345],
			[0.9, 600],
		]),
	},
	{
		client: "mobile",
		window: { width: 360, height: 640 },
		widths: new Map([
			[0.5, 158],
			[0.75, 300],
			[0.9, 340],
		]),
	},
];

/** A published percentile compared with the model's. */
export type PercentileGap = {
	readonly client: string;
	readonly percentile: number;
	/** CSS pixels. */
	readonly published: number;
	readonly model: number;
	/** The model's deviation, as a share of the published value. */
	readonly gap: number;
};

/**
 * Compares the audience's model with published percentiles. A density multiplies both equally, so the
 * gaps are the same in device pixels.
 *
 * @example
 * percentileGaps(DEFAULT_AUDIENCE, HTTP_ARCHIVE_2024).every(({ gap }) => gap <= 0.1); // true
 */
export function percentileGaps(
	audience: Audience,
	published: readonly PublishedPercentiles[],
): readonly PercentileGap[] {
	return published.flatMap(({ client, window, widths }) => {
		const laidOut = windowWidths(audience, window).toSorted((a, b) => a.width - b.width);
		return [...widths].map(([percentile, width]) => {
			const model = percentileOf(laidOut, percentile);
			return { client, percentile, published: width, model, gap: Math.abs(model / width - 1) };
		});
	});
}

function percentileOf(
	ascending: readonly { readonly width: number; readonly count: number }[],
	percentile: number,
): number {
	const target = percentile * ascending.reduce((sum, { count }) => sum + count, 0);
	let reached = 0;
	for (const { width, count } of ascending) {
		reached += count;
		if (reached >= target) return width;
	}
	return ascending.at(-1)?.width ?? 0;
}
