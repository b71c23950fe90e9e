/**
 * Converts an EXIF rational, a pair of numerator and denominator, or a plain number to a number.
 * `null` for a denominator of 0 and for any other value.
 *
 * @example
 * fraction([28, 10]); // 2.8
 */
export function fraction(value: unknown): number | null {
	const [numerator, denominator = 1]: unknown[] = Array.isArray(value) ? value : [value];
	if (typeof numerator !== "number" || typeof denominator !== "number") return null;
	const number = numerator / denominator;
	return Number.isFinite(number) ? number : null;
}

/**
 * Converts like {@link fraction}; `null` also for numbers that are not above 0.
 *
 * @example
 * positiveFraction([0, 10]); // null
 */
export function positiveFraction(value: unknown): number | null {
	const number = fraction(value);
	return number !== null && number > 0 ? number : null;
}
