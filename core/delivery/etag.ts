/**
 * A strong entity tag (RFC 9110, 8.8.3) for some bytes, in its quotes: half of their SHA-256, so that
 * every store and every server gives the same bytes the same tag.
 *
 * @example
 * await etagOf(new Uint8Array([1, 2, 3])); // '"039058c6f2c0cb492c533b0a4d14ef77"'
 */
export async function etagOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
	return `"${hex(digest.subarray(0, 16))}"`;
}

/**
 * Whether an `If-None-Match` names an entity tag (RFC 9110, 13.1.2): a list of tags, compared weakly, or
 * `*`; `null` where there is no such header.
 *
 * @example
 * matchesEtag('"a", W/"b"', '"b"'); // true
 */
export function matchesEtag(condition: string | null, etag: string): boolean {
	return (condition ?? "")
		.split(",")
		.map((tag) => tag.trim())
		.some((tag) => tag === "*" || withoutWeakness(tag) === withoutWeakness(etag));
}

function withoutWeakness(tag: string): string {
	return tag.replace(/^W\//, "");
}

function hex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
