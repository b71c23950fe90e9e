import anyAscii from "any-ascii";

/**
 * Formats a `Content-Disposition` that makes browsers save a response under a file name (RFC 6266). The
 * name is there twice: as it is, in UTF-8 (RFC 8187), and transliterated, for programs that know only
 * ASCII.
 *
 * @example
 * attachment("København.jpg");
 * // attachment; filename="Kobenhavn.jpg"; filename*=UTF-8''K%C3%B8benhavn.jpg
 */
export function attachment(filename: string): string {
	return `attachment; filename="${asciiName(filename)}"; filename*=UTF-8''${encodeExtended(filename)}`;
}

/** Percent signs are left out because some browsers decode them here (RFC 6266, appendix D). */
function asciiName(filename: string): string {
	return anyAscii(filename).replaceAll(/[^ -~]|["\\%/]/g, "_") || "original";
}

/** Percent-encodes what is no `attr-char` (RFC 8187, 3.2.1); `encodeURIComponent` leaves four of these. */
function encodeExtended(filename: string): string {
	return encodeURIComponent(filename.toWellFormed()).replaceAll(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
