/** Computes an HMAC (RFC 2104) of a text, synchronously, as URL-safe text without slashes. */
export type Hmac = (text: string) => string;

/**
 * Signs a path: puts the signature in front of it, as a segment of its own.
 *
 * @param path the path to sign; starts with a slash
 *
 * @example
 * signPath("/a.jpg", () => "c2lnbg"); // "/c2lnbg/a.jpg"
 */
export function signPath(path: string, hmac: Hmac): string {
	return `/${hmac(path)}${path}`;
}

/**
 * Checks and removes the signature in front of a path: the inverse of {@link signPath}. `null` if
 * the signature is missing or wrong.
 *
 * @param path starts with a slash
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

/** Compares all characters, so that the time does not reveal how many of them match. */
function areSame(given: string, expected: string): boolean {
	let difference = given.length ^ expected.length;
	for (let i = 0; i < expected.length; i++) {
		// After the end `charCodeAt` returns NaN, which `^` treats as 0.
		difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
	}
	return difference === 0 && expected.length > 0;
}
