/** A sample's middle and spread, in the sample's unit. */
export type Summary = {
	readonly median: number;
	readonly least: number;
	readonly most: number;
	readonly count: number;
};

/**
 * Sums up a sample.
 *
 * @throws {Error} if it is empty
 *
 * @example
 * summarize([3, 1, 2]); // { median: 2, least: 1, most: 3, count: 3 }
 */
export function summarize(sample: readonly number[]): Summary {
	const sorted = sample.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	const low = sorted[Math.ceil(middle) - 1];
	const high = sorted[Math.floor(middle)];
	if (low === undefined || high === undefined) throw new Error("Nothing was measured");
	return {
		median: (low + high) / 2,
		least: sorted[0] ?? low,
		most: sorted.at(-1) ?? high,
		count: sorted.length,
	};
}

/**
 * A summary as a table shows it: the median, and the spread in brackets.
 *
 * @example
 * formatSummary(summarize([10, 12, 11]), "ms"); // "11.0 ms (10.0 to 12.0)"
 */
export function formatSummary({ median, least, most }: Summary, unit: string): string {
	const write = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
	return `${write(median)} ${unit} (${write(least)} to ${write(most)})`;
}

/**
 * A summary of ratios as a table shows it.
 *
 * @example
 * formatRatio(summarize([1.9, 2, 2.2])); // "2.00x (1.90 to 2.20)"
 */
export function formatRatio({ median, least, most }: Summary): string {
	return `${median.toFixed(2)}x (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

/**
 * The value that a share of a sample does not exceed, by nearest rank.
 *
 * @param share above 0, at most 1
 * @throws {Error} if the sample is empty
 *
 * @example
 * percentile([10, 20, 30, 40], 0.5); // 20
 */
export function percentile(sample: readonly number[], share: number): number {
	const sorted = sample.toSorted((a, b) => a - b);
	const value = sorted[Math.ceil(share * sorted.length) - 1];
	if (value === undefined) throw new Error("Nothing was measured");
	return value;
}
