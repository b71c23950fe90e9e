/**
 * The number an EXIF rational (numerator, denominator) or plain number stands for; `null` for 0/0,
 * division by zero, and anything that is none.
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

/** {@link fraction}, and `null` unless it is more than zero. */
export function positiveFraction(value: unknown): number | null {
	const number = fraction(value);
	return number !== null && number > 0 ? number : null;
}
