/**
 * Whether a text can be a photo's id: the first 32 hex digits, in lower case, of the SHA-256 of its
 * original's bytes.
 *
 * @example
 * isPhotoId("048aef1505767106c7cb3094a726570b"); // true
 * isPhotoId("048AEF1505767106C7CB3094A726570B"); // false
 */
export function isPhotoId(text: string): boolean {
	return /^[0-9a-f]{32}$/.test(text);
}
