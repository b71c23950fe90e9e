import { viewOf } from "../bytes/bytes.ts";
import { BT709, type ColourCoding, isAlike, type Primaries } from "../colour/coding.ts";
import { codingOf } from "../colour/h273.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { pngProfile } from "./profile.ts";
import type { PngLayout } from "./walk.ts";

/** gAMA and cHRM are in hundred-thousandths (PNG 11.3.2). */
const UNIT = 100_000;

/** gAMA of a picture with sRGB's curve (PNG 11.3.2.5), and how far files round it. */
const SRGB_GAMMA = 0.45455;
const GAMMA_TOLERANCE = 0.005;

/** A code point of ITU-T H.273. */
const UNSPECIFIED = 2;

/** Twice the area between the primaries; less is no colour space. */
const MIN_AREA = 0.01;

/**
 * Reads the colours of a PNG from cICP, or from gAMA and cHRM. What counts is, in this order, cICP,
 * iCCP, sRGB, and gAMA with cHRM (PNG 13.14). Without gAMA, browsers ignore cHRM.
 *
 * @param bytes the whole file; only read
 *
 * @returns `null` if it says nothing, if it is sRGB, or if its profile counts
 *
 * @example
 * pngColour(bytes, parseBytes(bytes, walkPng(bytes.length)))?.transfer; // { gamma: 1.8 }
 */
export function pngColour(bytes: Uint8Array, layout: PngLayout): ColourCoding | null {
	const data = (type: string, length: number): DataView | null => {
		const chunk = layout.chunks.find((candidate) => candidate.type === type);
		if (!chunk || chunk.end - chunk.start - 12 < length) return null;
		return viewOf(bytes.subarray(chunk.start + 8, chunk.end - 4));
	};
	const cicp = data("cICP", 4);
	const points = cicp && codingOfCicp(cicp);
	if (points) return points;
	const profile = pngProfile(bytes, layout);
	if ((profile && publicProfile(profile)) || data("sRGB", 1)) return null;
	const gama = data("gAMA", 4);
	return gama && codingOfGamma(gama.getUint32(0) / UNIT, data("cHRM", 32));
}

/**
 * PNG 11.3.2.6: pixels are RGB (matrix 0). Browsers take only the full range, and no chunk that leaves
 * something unspecified.
 */
function codingOfCicp(cicp: DataView): ColourCoding | null {
	const [primaries, transfer] = [cicp.getUint8(0), cicp.getUint8(1)];
	if (primaries === UNSPECIFIED || transfer === UNSPECIFIED) return null;
	const isFullRgb = cicp.getUint8(2) === 0 && cicp.getUint8(3) === 1;
	return isFullRgb ? codingOf({ primaries, transfer }) : null;
}

function codingOfGamma(gamma: number, chrm: DataView | null): ColourCoding | null {
	if (gamma === 0) return null;
	const primaries = (chrm && primariesOf(chrm)) ?? BT709;
	const isSrgb = Math.abs(gamma - SRGB_GAMMA) < GAMMA_TOLERANCE && isAlike(primaries, BT709);
	return isSrgb ? null : { primaries, transfer: { gamma: 1 / gamma } };
}

/** PNG 11.3.2.1; `null` for numbers that describe no colour space. */
function primariesOf(chrm: DataView): Primaries | null {
	const point = (index: number) =>
		[chrm.getUint32(8 * index) / UNIT, chrm.getUint32(8 * index + 4) / UNIT] as const;
	const [white, red, green, blue] = [point(0), point(1), point(2), point(3)];
	const area = (green[0] - red[0]) * (blue[1] - red[1]) - (green[1] - red[1]) * (blue[0] - red[0]);
	const isSpace = area > MIN_AREA && white[1] > MIN_AREA;
	return isSpace ? { red, green, blue, white } : null;
}
