import { linearOfPq, pqOfLinear } from "./hdr-transfer.ts";
import type { Row } from "./matrix.ts";

/**
 * cd/m² of a white paper in HDR (ITU-R BT.2408, 2.1), which becomes the white of SDR. Light is measured
 * in it: 1 is this white.
 */
export const WHITE_NITS = 203;

/** cd/m² of the brightest that PQ can code. */
export const PQ_NITS = 10_000;

/** cd/m² of the display for which HLG's brightest is shown, and its gamma (ITU-R BT.2100, table 5). */
const HLG_NITS = 1000;
const HLG_GAMMA = 1.2;

/** The parts of a table of the square roots of light: dark tones need the smaller steps. */
const TABLE_STEPS = 16_384;

/**
 * Applies HLG's opto-optical transfer function (ITU-R BT.2100, table 5): from the light of a scene to
 * that of a display, in units of {@link WHITE_NITS}.
 *
 * @param luminance how much red, green and blue add to the luminance; the sum is 1
 *
 * @example
 * const gain = hlgGain([0.2627, 0.678, 0.0593]);
 * 0.265 * gain(0.265, 0.265, 0.265); // 1
 */
export function hlgGain([r, g, b]: Row): (red: number, green: number, blue: number) => number {
	const scale = HLG_NITS / WHITE_NITS;
	return (red, green, blue) => scale * (r * red + g * green + b * blue) ** (HLG_GAMMA - 1);
}

/**
 * Makes the electro-electrical transfer function of ITU-R BT.2390 (5.4.1): it leaves dark and middle
 * tones as they are and rolls off the brighter ones, so that the peak becomes white. It is applied to
 * the largest of red, green and blue, and all three are multiplied by the same factor: hues stay.
 *
 * @param peak of the picture; it and all other light in units of {@link WHITE_NITS}
 *
 * @returns from the largest of red, green and blue to the factor
 *
 * @example
 * const gain = toneGain(1000 / 203);
 * gain(0.1); // 1
 * 4.93 * gain(4.93); // 1
 */
export function toneGain(peak: number): (largest: number) => number {
	if (peak <= 1) return () => 1;
	const table = Float32Array.from({ length: TABLE_STEPS + 1 }, (_, step) => {
		const light = peak * (step / TABLE_STEPS) ** 2;
		return light === 0 ? 1 : mapped(light, peak) / light;
	});
	return (largest) => {
		if (largest >= peak) return 1 / largest;
		return table[Math.round(Math.sqrt(largest / peak) * TABLE_STEPS)] ?? 1;
	};
}

function mapped(light: number, peak: number): number {
	const source = pqOf(peak);
	const white = pqOf(1) / source;
	const value = pqOf(light) / source;
	const knee = 1.5 * white - 0.5;
	if (value < knee) return light;
	return (PQ_NITS / WHITE_NITS) * linearOfPq(spline(value, knee, white) * source);
}

function pqOf(light: number): number {
	return pqOfLinear((light * WHITE_NITS) / PQ_NITS);
}

/** A Hermite spline from the knee, with slope 1, to the end, with slope 0. */
function spline(value: number, knee: number, end: number): number {
	const t = (value - knee) / (1 - knee);
	const [t2, t3] = [t * t, t * t * t];
	return (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (3 * t2 - 2 * t3) * end;
}
