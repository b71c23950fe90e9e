import { WidthwiseError } from "../errors.ts";

/**
 * Checks the key of an object: segments of `[a-zA-Z0-9._-]` joined by `/`, none starting with a
 * dot, at most 512 characters, not ending in `.info` (the suffix of a folder store's own files).
 * Keys come from our own code, so an invalid key is a bug. The check keeps such a bug from reaching
 * outside a store.
 *
 * @throws {WidthwiseError} `internal` if the key is not valid
 *
 * @example
 * checkKey("photos/ab12/master");
 */
export function checkKey(key: string): void {
	if (isKey(key)) return;
	throw new WidthwiseError("internal", `Not an object key: ${key.slice(0, 80)}`);
}

/**
 * Checks the prefix of the keys below a folder: a key and a slash.
 *
 * @throws {WidthwiseError} `internal` if the prefix is not valid
 *
 * @example
 * checkPrefix("photos/ab12/");
 */
export function checkPrefix(prefix: string): void {
	if (prefix.endsWith("/") && isKey(prefix.slice(0, -1))) return;
	throw new WidthwiseError("internal", `Not a prefix of object keys: ${prefix.slice(0, 80)}`);
}

/**
 * Whether a text may be the key of an object; see {@link checkKey}.
 *
 * @example
 * isKey("photos/../secret"); // false
 */
export function isKey(text: string): boolean {
	return (
		text.length <= 512 &&
		!text.endsWith(".info") &&
		/^[a-zA-Z0-9_-][a-zA-Z0-9._-]*(\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*$/.test(text)
	);
}
