import { WidthwiseError } from "../errors.ts";

/**
 * Checks an object's key: segments of `[a-zA-Z0-9._-]` joined by `/`, none of them starting with a
 * dot, at most 512 characters, not ending in `.info` (a folder's own files). Keys come from our own code: a bad one is our bug, so it is
 * `internal`; the check keeps such a bug from ever reaching outside a folder.
 *
 * @example
 * checkKey("photos/ab12/master"); // fine
 * checkKey("../etc/passwd"); // throws
 */
export function checkKey(key: string): void {
	const isKey =
		key.length <= 512 &&
		!key.endsWith(".info") &&
		/^[a-zA-Z0-9_-][a-zA-Z0-9._-]*(\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*$/.test(key);
	if (!isKey) throw new WidthwiseError("internal", `Not an object key: ${key.slice(0, 80)}`);
}
