/**
 * How long to pause before the next attempt, in milliseconds: twice as long after each failure.
 *
 * @param failures in a row, from 1
 * @param firstMs the pause after the first
 * @param longestMs the longest pause
 *
 * @example
 * backOff(3, 250, 10_000); // 1000
 */
export function backOff(
	failures: number,
	firstMs: number,
	longestMs: number = Number.POSITIVE_INFINITY,
): number {
	return Math.min(firstMs * 2 ** (failures - 1), longestMs);
}

/**
 * Shortens a pause by chance, so that what failed together does not come back together.
 *
 * @param ms the pause, in milliseconds
 * @param share how much of it chance may take away: 0 (nothing) to 1 (all of it)
 *
 * @example
 * jitter(1000, 0.5); // 500 to 1000
 */
export function jitter(ms: number, share: number = 1): number {
	return ms * (1 - share * Math.random());
}
