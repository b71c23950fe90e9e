import { textAt, viewOf } from "../bytes/bytes.ts";

/**
 * Evaluates a tone curve of an ICC profile (ICC.1:2022, 10.6 and 10.18).
 *
 * @param element of type `curv` or `para`
 * @param x the coded value, 0 to 1
 *
 * @returns the linear value; `null` if the curve is invalid, or of a kind that no known profile uses
 *
 * @example
 * curveAt(rTRC, 0.5); // 0.214 of sRGB
 */
export function curveAt(element: Uint8Array, x: number): number | null {
	if (element.length < 12) return null;
	const type = textAt(element, 0, 4);
	if (type === "curv") return sampledCurveAt(element, x);
	return type === "para" ? parametricCurveAt(element, x) : null;
}

function sampledCurveAt(element: Uint8Array, x: number): number | null {
	const view = viewOf(element);
	const count = view.getUint32(8);
	if (12 + 2 * count > element.length) return null;
	if (count === 0) return x;
	if (count === 1) return x ** (view.getUint16(12) / 256);
	const sample = (i: number) => view.getUint16(12 + 2 * i) / 65535;
	const position = x * (count - 1);
	const below = Math.floor(position);
	const above = Math.min(below + 1, count - 1);
	return sample(below) + (position - below) * (sample(above) - sample(below));
}

/** Function types 0, x^g, and 3, (ax + b)^g for x >= d and cx below. */
function parametricCurveAt(element: Uint8Array, x: number): number | null {
	const view = viewOf(element);
	const kind = view.getUint16(8);
	if (kind !== 0 && kind !== 3) return null;
	if (element.length < (kind === 0 ? 16 : 32)) return null;
	const parameter = (i: number) => view.getInt32(12 + 4 * i) / 65536;
	if (kind === 0) return x ** parameter(0);
	const [a, b, c, d] = [parameter(1), parameter(2), parameter(3), parameter(4)];
	return x >= d ? (a * x + b) ** parameter(0) : c * x;
}
