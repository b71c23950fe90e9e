/**
 * Writes a number of photos for people.
 *
 * @example
 * writeCount(1); // "1 photo"
 * writeCount(12_345); // "12,345 photos"
 */
export function writeCount(count: number): string {
	return `${writeNumber(count)} ${count === 1 ? "photo" : "photos"}`;
}

/**
 * Names the photos of a selection.
 *
 * @example
 * writeTarget(1); // "this photo"
 * writeTarget(12); // "these 12 photos"
 */
export function writeTarget(count: number): string {
	return count === 1 ? "this photo" : `these ${writeCount(count)}`;
}

/**
 * Writes a number with groups of three digits.
 *
 * @example
 * writeNumber(50_000); // "50,000"
 */
export function writeNumber(number: number): string {
	return number.toLocaleString("en-GB");
}
