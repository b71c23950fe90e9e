/**
 * Whether a text could be a photo's id; anything else is asked of nobody.
 *
 * @example
 * isPhotoId("048aef1505767106c7cb3094a726570b"); // true
 */
export function isPhotoId(text: string): boolean {
	return /^[0-9a-f]{32}$/.test(text);
}
