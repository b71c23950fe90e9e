/**
 * Writes a number of bytes for people.
 *
 * @example
 * formatBytes(23_400); // "23 kB"
 */
export function formatBytes(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	if (bytes < 1e6) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
	return `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * Writes a number with its noun.
 *
 * @example
 * countOfFiles(1); // "1 file"
 */
export function countOfFiles(count: number): string {
	return `${count} file${count === 1 ? "" : "s"}`;
}
