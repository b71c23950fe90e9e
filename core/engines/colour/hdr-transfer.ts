/** Constants of PQ (ITU-R BT.2100, table 4). */
const M1 = 2610 / 16384;
const M2 = (2523 / 4096) * 128;
const C1 = 3424 / 4096;
const C2 = (2413 / 4096) * 32;
const C3 = (2392 / 4096) * 32;

/** Constants of HLG (ITU-R BT.2100, table 5). */
const A = 0.17883277;
const B = 1 - 4 * A;
const C = 0.5 - A * Math.log(4 * A);

/**
 * Decodes PQ: from a coded value, 0 to 1, to the light of the display, where 1 is 10,000 cd/m².
 *
 * @example
 * linearOfPq(0.58); // 0.0203
 */
export function linearOfPq(value: number): number {
	const root = value ** (1 / M2);
	return (Math.max(0, root - C1) / (C2 - C3 * root)) ** (1 / M1);
}

/**
 * Codes light as PQ; the inverse of {@link linearOfPq}.
 *
 * @example
 * pqOfLinear(0.0203); // 0.58
 */
export function pqOfLinear(light: number): number {
	const power = light ** M1;
	return ((C1 + C2 * power) / (1 + C3 * power)) ** M2;
}

/**
 * Decodes HLG: from a coded value, 0 to 1, to the light of the scene, 0 to 1.
 *
 * @example
 * linearOfHlg(0.75); // 0.265
 */
export function linearOfHlg(value: number): number {
	return value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - C) / A) + B) / 12;
}
