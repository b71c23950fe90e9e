/**
 * Hashes bytes: the first 32 hex digits of their SHA-256.
 *
 * @example
 * await contentHash(new Uint8Array([1, 2, 3])); // "039058c6f2c0cb492c533b0a4d14ef77"
 */
export async function contentHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
	const half = digest.subarray(0, 16);
	return Array.from(half, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
