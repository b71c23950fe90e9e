const UNITS = ["kB", "MB", "GB", "TB"] as const;

/**
 * Formats a number of bytes for people, in powers of a thousand.
 *
 * @example
 * writeBytes(12_345_678); // "12.3 MB"
 */
export function writeBytes(bytes: number): string {
	let value = bytes / 1000;
	let unit = 0;
	while (value >= 999.5 && unit < UNITS.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${value.toFixed(value < 99.95 && unit > 0 ? 1 : 0)} ${UNITS[unit]}`;
}
