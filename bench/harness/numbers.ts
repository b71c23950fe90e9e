/**
 * Formats a share as a percentage.
 *
 * @param digits after the decimal point
 *
 * @example
 * percent(0.178, 1); // "17.8 %"
 */
export function percent(share: number, digits: number): string {
	return `${(100 * share).toFixed(digits)} %`;
}

/**
 * Formats a whole number with thousands separators.
 *
 * @example
 * grouped(71339.6); // "71,340"
 */
export function grouped(value: number): string {
	return Math.round(value).toLocaleString("en");
}
