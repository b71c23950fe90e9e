/**
 * Returns the pause before the next attempt, in milliseconds: it doubles with each failure
 * (exponential backoff).
 *
 * @param failures the number of failures in a row, from 1
 * @param firstMs the pause after the first failure
 * @param maxMs the longest pause
 *
 * @example
 * backOff(3, 250, 10_000); // 1000
 */
export function backOff(
	failures: number,
	firstMs: number,
	maxMs: number = Number.POSITIVE_INFINITY,
): number {
	return Math.min(firstMs * 2 ** (failures - 1), maxMs);
}

/**
 * Shortens a pause by a random part, so that callers that failed together do not retry together.
 *
 * @param ms the pause, in milliseconds
 * @param share the largest part to remove: 0 (nothing) to 1 (all, "full jitter")
 *
 * @example
 * jitter(1000, 0.5) >= 500; // true
 */
export function jitter(ms: number, share: number = 1): number {
	return ms * (1 - share * Math.random());
}
