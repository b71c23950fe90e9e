/** Computes a keyed hash (HMAC) of a text, at once, as URL-safe text without slashes. */
export type Hmac = (text: string) => string;

/**
 * Writes the signature of a path in front of the path, as a segment of its own.
 *
 * @param path what is signed; begins with a slash
 *
 * @example
 * signPath("/a.jpg", () => "c2lnbg"); // "/c2lnbg/a.jpg"
 */
export function signPath(path: string, hmac: Hmac): string {
	return `/${hmac(path)}${path}`;
}

/**
 * Checks and removes the signature in front of a path: the inverse of {@link signPath}. `null` if the
 * signature is missing or wrong.
 *
 * @param path begins with a slash
 *
 * @example
 * unsignPath("/c2lnbg/a.jpg", () => "c2lnbg"); // "/a.jpg"
 */
export function unsignPath(path: string, hmac: Hmac): string | null {
	const end = path.indexOf("/", 1);
	if (end < 0) return null;
	const signed = path.slice(end);
	return areSame(path.slice(1, end), hmac(signed)) ? signed : null;
}

/** Compares without stopping at the first difference, so that the time does not help to guess. */
function areSame(given: string, expected: string): boolean {
	let difference = given.length ^ expected.length;
	for (let i = 0; i < expected.length; i++) {
		// Past the end, `charCodeAt` is NaN, which `^` takes as 0.
		difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
	}
	return difference === 0 && expected.length > 0;
}
