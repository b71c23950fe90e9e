/** The list under test: tune's list for the default audience on a grid of 32. */
export const BUCKETS: readonly number[] = [
	288, 480, 608, 736, 960, 1088, 1216, 1344, 1504, 2048, 2560,
];

/** Page views of the shortened default trace. */
export const PAGE_VIEWS = 4000;

/**
 * The figures of the seeded trace: list, hit rate, hit rate of bytes, cuts, overshoot. They change only if
 * the model, the caches or snapping change: the commit must say which.
 */
export const EXPECTED: readonly (readonly [string, string, string, number, string])[] = [
	["no snapping", "30.90 %", "30.55 %", 17907, "0.00 %"],
	["every 100 px", "49.86 %", "46.22 %", 11490, "10.73 %"],
	["imgix, steps of 1.16", "46.75 %", "48.44 %", 12709, "12.74 %"],
	["Cloudinary-like, steps of 20 kB", "61.61 %", "54.76 %", 8220, "30.35 %"],
	["Next.js 15", "55.92 %", "53.47 %", 9711, "29.55 %"],
	["Flickr", "54.51 %", "59.90 %", 10093, "40.81 %"],
	["Wikimedia 2026", "55.95 %", "56.67 %", 9235, "50.20 %"],
	["Widthwise", "60.36 %", "52.26 %", 8745, "16.08 %"],
];
