import { DEFAULT_BUCKETS, snapWidth } from "widthwise";
import { meanBytes } from "widthwise/tuning";

/** A list of widths, which determines the delivered width for a needed width. */
export type Ladder = {
	readonly name: string;
	/** The widths in pixels, ascending; `null`: every width. */
	readonly widths: readonly number[] | null;
};

/** Wikimedia's thumbnail steps of 2026 (phabricator.wikimedia.org T412971, T414805). */
const WIKIMEDIA = [20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840];

/** Next.js 15.3's defaults, `imageSizes` and `deviceSizes` (image-config.js, MIT). */
const NEXT = [16, 32, 48, 64, 96, 128, 256, 384, 640, 750, 828, 1080, 1200, 1920, 2048, 3840];

/** Flickr's sizes of the longest edge, used here as widths (flickr.com/services/api/misc.urls.html). */
const FLICKR = [75, 100, 150, 240, 320, 400, 500, 640, 800, 1024, 1600, 2048, 3072];

/** The name of the list under test. */
export const OURS = "Widthwise";

/** The end of computed ladders, in pixels; the master has 2560. */
const MAX_WIDTH = 4000;

/**
 * Returns the ladders to compare, ours last.
 *
 * @param ours the list under test
 *
 * @example
 * const ladders = compareLadders(DEFAULT_BUCKETS);
 */
export function compareLadders(ours: readonly number[] = DEFAULT_BUCKETS): readonly Ladder[] {
	return [
		{ name: "no snapping", widths: null },
		{ name: "every 100 px", widths: steps(100, (width) => width + 100) },
		// imgix's own srcset generators: a tolerance of 8 % makes each width 1.16 times the last.
		{ name: "imgix, steps of 1.16", widths: steps(100, (width) => width * 1.16) },
		{ name: "Cloudinary-like, steps of 20 kB", widths: byteSteps(20_000) },
		{ name: "Next.js 15", widths: NEXT },
		{ name: "Flickr", widths: FLICKR },
		{ name: "Wikimedia 2026", widths: WIKIMEDIA },
		{ name: OURS, widths: ours },
	];
}

/**
 * Returns the width that a ladder delivers.
 *
 * @param needed pixels
 *
 * @example
 * stepFor({ name: "ours", widths: [256, 416] }, 300); // 416
 */
export function stepFor({ widths }: Ladder, needed: number): number {
	return widths === null ? needed : snapWidth(needed, widths);
}

function steps(first: number, next: (width: number) => number): readonly number[] {
	const widths: number[] = [];
	for (let width = first; width < MAX_WIDTH; width = next(width)) widths.push(Math.round(width));
	return widths;
}

/**
 * Widths from 200 px whose files differ by this many bytes, for a photo of average detail: the default of
 * Cloudinary's responsive breakpoints.
 */
function byteSteps(bytes: number): readonly number[] {
	const size = meanBytes("webp");
	const widths = [200];
	for (let width = 200; width <= 2560; width++) {
		if (size(width) >= size(widths.at(-1) ?? 0) + bytes) widths.push(width);
	}
	return widths.at(-1) === 2560 ? widths : [...widths, 2560];
}
