import { positiveFraction } from "./fraction.ts";

/**
 * Names a lens by its focal lengths and f-numbers, as EXIF's tag LensSpecification has them (EXIF 3.0,
 * 4.6.8): shortest, longest, and the smallest f-number at each. `null` if the focal lengths are
 * unknown.
 *
 * @param values rationals, as pairs
 *
 * @example
 * lensRange([[18, 1], [55, 1], [35, 10], [56, 10]]); // "18-55mm f/3.5-5.6"
 * lensRange([[50, 1], [50, 1], [0, 0], [0, 0]]); // "50mm"
 */
export function lensRange(values: unknown): string | null {
	if (!Array.isArray(values)) return null;
	const [shortest, longest, wide, tele] = values.map(positiveFraction);
	const focal = range(shortest ?? longest ?? null, longest ?? null);
	if (focal === null) return null;
	const aperture = range(wide ?? tele ?? null, tele ?? null);
	return aperture === null ? `${focal}mm` : `${focal}mm f/${aperture}`;
}

function range(from: number | null, to: number | null): string | null {
	if (from === null) return null;
	const [first, last] = [oneDecimal(from), oneDecimal(to ?? from)];
	return first === last ? first : `${first}-${last}`;
}

function oneDecimal(value: number): string {
	return String(Math.round(value * 10) / 10);
}
