import type { Transfer } from "../../formats/colour/coding.ts";
import { linearOfHlg, linearOfPq } from "./hdr-transfer.ts";

/** A function from 0 to 1. */
export type Curve = (value: number) => number;

/**
 * Returns the function from coded values, 0 to 1, to linear light. For SDR and HLG, 1 is the brightest;
 * for PQ, 1 is 10,000 cd/m². HLG's is the light of the scene, not of the display.
 *
 * @example
 * linearCurve("srgb")(0.5); // 0.214
 */
export function linearCurve(transfer: Transfer): Curve {
	if (typeof transfer === "object") return (value) => value ** transfer.gamma;
	return CURVES[transfer];
}

/**
 * Codes linear light, 0 to 1, as sRGB does (IEC 61966-2-1).
 *
 * @example
 * srgbOfLinear(0.214); // 0.5
 */
export function srgbOfLinear(light: number): number {
	return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/**
 * The inverses of the functions in ITU-T H.273, table 3, but for BT.709: that is what a camera applies,
 * and displays decode it with a gamma of 2.4 (ITU-R BT.1886), as browsers do.
 */
const CURVES: Readonly<Record<Extract<Transfer, string>, Curve>> = {
	srgb: (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4),
	bt709: (value) => value ** 2.4,
	smpte240: (value) =>
		value < 0.0912863421177678
			? value / 4
			: ((value + 0.111572195921731) / 1.111572195921731) ** (1 / 0.45),
	smpte428: (value) => (52.37 / 48) * value ** 2.6,
	pq: linearOfPq,
	hlg: linearOfHlg,
};
