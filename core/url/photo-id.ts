/**
 * Whether a text has the form of a photo's id: 32 lower-case hex digits. An id is the first half of
 * the SHA-256 of the original's bytes.
 *
 * @example
 * isPhotoId("048aef1505767106c7cb3094a726570b"); // true
 * isPhotoId("048AEF1505767106C7CB3094A726570B"); // false
 */
export function isPhotoId(text: string): boolean {
	return /^[0-9a-f]{32}$/.test(text);
}
