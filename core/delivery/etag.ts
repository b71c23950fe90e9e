import { contentHash } from "../photo/content-hash.ts";

/**
 * Computes a strong entity tag (RFC 9110, 8.8.3), with its quotes: half of the SHA-256 of the
 * bytes, so that the same bytes have the same tag in every store and on every server.
 *
 * @example
 * await etagOf(new Uint8Array([1, 2, 3])); // '"039058c6f2c0cb492c533b0a4d14ef77"'
 */
export async function etagOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	return `"${await contentHash(bytes)}"`;
}

/**
 * Whether an `If-None-Match` header matches an entity tag (RFC 9110, 13.1.2). The header is `*` or a
 * list of tags, which are compared weakly.
 *
 * @param condition The header's value; `null` if the request has none.
 * @example
 * matchesEtag('"a", W/"b"', '"b"'); // true
 */
export function matchesEtag(condition: string | null, etag: string): boolean {
	return (condition ?? "")
		.split(",")
		.map((tag) => tag.trim())
		.some((tag) => tag === "*" || withoutWeakPrefix(tag) === withoutWeakPrefix(etag));
}

function withoutWeakPrefix(tag: string): string {
	return tag.replace(/^W\//, "");
}
