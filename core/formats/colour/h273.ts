import {
	BT709,
	type ColourCoding,
	D65,
	DISPLAY_P3,
	type Primaries,
	type Transfer,
} from "./coding.ts";

/** What AVIF's `nclx` and PNG's `cICP` call colours: code points of ITU-T H.273. */
export type CodePoints = { readonly primaries: number; readonly transfer: number };

/** Illuminant C, as H.273 rounds it. */
const C = [0.31, 0.316] as const;

const SMPTE_170M: Primaries = {
	red: [0.63, 0.34],
	green: [0.31, 0.595],
	blue: [0.155, 0.07],
	white: D65,
};

/** H.273, table 2. */
const PRIMARIES: Readonly<Record<number, Primaries>> = {
	1: BT709,
	4: { red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08], white: C },
	5: { red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: D65 },
	6: SMPTE_170M,
	7: SMPTE_170M,
	8: { red: [0.681, 0.319], green: [0.243, 0.692], blue: [0.145, 0.049], white: C },
	9: { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: D65 },
	10: { red: [1, 0], green: [0, 1], blue: [0, 0], white: [1 / 3, 1 / 3] },
	11: { ...DISPLAY_P3, white: [0.314, 0.351] },
	12: DISPLAY_P3,
	22: { red: [0.63, 0.34], green: [0.295, 0.605], blue: [0.155, 0.077], white: D65 },
};

/** H.273, table 3. The logarithmic ones are not for pictures; browsers ignore them. */
const TRANSFERS: Readonly<Record<number, Transfer>> = {
	1: "bt709",
	4: { gamma: 2.2 },
	5: { gamma: 2.8 },
	6: "bt709",
	7: "smpte240",
	8: { gamma: 1 },
	11: "bt709",
	12: "bt709",
	13: "srgb",
	14: "bt709",
	15: "bt709",
	16: "pq",
	17: "smpte428",
	18: "hlg",
};

/**
 * Returns what code points mean. Of two where one is unspecified (2) or unknown, that one is sRGB's.
 *
 * @returns `null` if both are unspecified or unknown
 *
 * @example
 * codingOf({ primaries: 12, transfer: 13 })?.primaries; // Display P3
 */
export function codingOf({ primaries, transfer }: CodePoints): ColourCoding | null {
	const space = PRIMARIES[primaries];
	const curve = TRANSFERS[transfer];
	if (!space && !curve) return null;
	return { primaries: space ?? BT709, transfer: curve ?? "srgb" };
}
