/**
 * The key of an original in the media store.
 *
 * @example
 * originalKey(id); // "originals/<id>"
 */
export function originalKey(photoId: string): string {
	return `originals/${photoId}`;
}

/**
 * The photo whose original has a key; `null` if it is no original's. The inverse of
 * {@link originalKey}.
 *
 * @example
 * parseOriginalKey("originals/<id>"); // "<id>"
 * parseOriginalKey("verdicts/<id>.json"); // null
 */
export function parseOriginalKey(key: string): string | null {
	return /^originals\/([0-9a-f]{32})$/.exec(key)?.[1] ?? null;
}
