/** A sample's median and spread, in the sample's unit. */
export type Summary = {
	readonly median: number;
	readonly min: number;
	readonly max: number;
	readonly count: number;
};

/**
 * Summarises a sample.
 *
 * @throws {Error} if it is empty
 *
 * @example
 * summarize([3, 1, 2]); // { median: 2, min: 1, max: 3, count: 3 }
 */
export function summarize(sample: readonly number[]): Summary {
	const sorted = sample.toSorted((a, b) => a - b);
	const middle = sorted.length / 2;
	const low = sorted[Math.ceil(middle) - 1];
	const high = sorted[Math.floor(middle)];
	if (low === undefined || high === undefined) throw new Error("Nothing was measured");
	return {
		median: (low + high) / 2,
		min: sorted[0] ?? low,
		max: sorted.at(-1) ?? high,
		count: sorted.length,
	};
}

/**
 * Formats a summary for a table: the median, and the spread in brackets.
 *
 * @example
 * formatSummary(summarize([10, 12, 11]), "ms"); // "11.0 ms (10.0 to 12.0)"
 */
export function formatSummary({ median, min, max }: Summary, unit: string): string {
	const write = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
	return `${write(median)} ${unit} (${write(min)} to ${write(max)})`;
}

/**
 * Formats a summary of ratios for a table.
 *
 * @example
 * formatRatio(summarize([1.9, 2, 2.2])); // "2.00x (1.90 to 2.20)"
 */
export function formatRatio({ median, min, max }: Summary): string {
	return `${median.toFixed(2)}x (${min.toFixed(2)} to ${max.toFixed(2)})`;
}

/**
 * Returns the value that a share of a sample does not exceed, by nearest rank.
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
