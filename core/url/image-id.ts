/**
 * Whether a text can be the id of a published photo: 1 to 128 letters, digits, hyphens and
 * underscores, the first a letter or a digit, such as UUIDs and slugs. They need no encoding in
 * keys and paths.
 *
 * @example
 * isImageId("blue-hour"); // true
 * isImageId("2024/blue hour"); // false
 */
export function isImageId(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(text);
}
