/** A colour without its brightness: x and y of CIE 1931. */
export type Chromaticity = readonly [x: number, y: number];

/** The chromaticities of red, green, blue and white. */
export type Primaries = {
	readonly red: Chromaticity;
	readonly green: Chromaticity;
	readonly blue: Chromaticity;
	readonly white: Chromaticity;
};

/**
 * How light is coded: a named curve, or a power by which coded values become linear; 1 is linear.
 * `pq` and `hlg` are HDR (ITU-R BT.2100).
 */
export type Transfer =
	| "srgb"
	| "bt709"
	| "smpte240"
	| "smpte428"
	| "pq"
	| "hlg"
	| { readonly gamma: number };

/** What the numbers of RGB pixels mean, as far as a file says it without an ICC profile. */
export type ColourCoding = { readonly primaries: Primaries; readonly transfer: Transfer };

/** The white of daylight, of nearly all colour spaces. */
export const D65: Chromaticity = [0.3127, 0.329];

/** ITU-R BT.709, also those of sRGB. */
export const BT709: Primaries = {
	red: [0.64, 0.33],
	green: [0.3, 0.6],
	blue: [0.15, 0.06],
	white: D65,
};

/** SMPTE EG 432-1. */
export const DISPLAY_P3: Primaries = {
	red: [0.68, 0.32],
	green: [0.265, 0.69],
	blue: [0.15, 0.06],
	white: D65,
};

/** Chromaticities that differ less mean the same: files round them. */
const TOLERANCE = 0.002;

/**
 * Whether a coding is that of sRGB (IEC 61966-2-1), which needs no conversion.
 *
 * @example
 * isSrgb({ primaries: BT709, transfer: "srgb" }); // true
 */
export function isSrgb({ primaries, transfer }: ColourCoding): boolean {
	return transfer === "srgb" && isAlike(primaries, BT709);
}

/**
 * Whether two sets of primaries are the same, but for rounding.
 *
 * @example
 * isAlike(DISPLAY_P3, BT709); // false
 */
export function isAlike(one: Primaries, other: Primaries): boolean {
	return (["red", "green", "blue", "white"] as const).every((name) =>
		one[name].every((value, axis) => Math.abs(value - (other[name][axis] ?? 0)) < TOLERANCE),
	);
}
