import { contentHash } from "../photo/content-hash.ts";

/**
 * Returns the id under which one version of an original is published: hashes of both. The ids of all
 * versions have one prefix, so that older ones can be found.
 *
 * @param id the original's id in its source
 *
 * @example
 * await sourcePhotoId("trips/a.jpg", '"v1"'); // 32 hex digits, "-", 32 hex digits
 */
export async function sourcePhotoId(id: string, version: string): Promise<string> {
	return (await sourcePhotoPrefix(id)) + (await hashOf(version));
}

/**
 * Returns the start of the ids of all versions of an original.
 *
 * @example
 * await sourcePhotoPrefix("trips/a.jpg"); // 32 hex digits, "-"
 */
export async function sourcePhotoPrefix(id: string): Promise<string> {
	return `${await hashOf(id)}-`;
}

function hashOf(text: string): Promise<string> {
	return contentHash(new TextEncoder().encode(text));
}
