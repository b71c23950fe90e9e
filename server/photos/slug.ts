/** Characters. */
const MAX_LENGTH = 80;

/**
 * Makes the readable part of a URL from a name: lower-case ASCII letters, digits and single hyphens,
 * at most 80 characters. Empty if the name has neither letters nor digits of ASCII.
 *
 * @example
 * slugOf("Blaue Stunde über Köln"); // "blaue-stunde-uber-koln"
 */
export function slugOf(name: string): string {
	return name
		.slice(0, 4 * MAX_LENGTH)
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.slice(0, MAX_LENGTH)
		.replace(/^-|-$/g, "");
}
