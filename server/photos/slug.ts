import anyAscii from "any-ascii";

/** Characters. */
const MAX_LENGTH = 80;

/**
 * Makes the readable part of a URL from a name: lower-case ASCII letters, digits and single hyphens,
 * at most 80 characters. Letters of all scripts are transliterated, because each would take up to nine
 * bytes in every URL of a page. Empty if the name has neither letters nor digits.
 *
 * @example
 * slugOf("Blaue Stunde über Köln"); // "blaue-stunde-uber-koln"
 * slugOf("København"); // "kobenhavn"
 */
export function slugOf(name: string): string {
	return anyAscii(name.slice(0, 4 * MAX_LENGTH).normalize("NFC"))
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.slice(0, MAX_LENGTH)
		.replace(/^-|-$/g, "");
}
