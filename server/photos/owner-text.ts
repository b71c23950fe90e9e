import { WidthwiseError } from "widthwise";
import { MAX_TEXT_LENGTH } from "widthwise/internal";

/**
 * Characters of the texts that the owner writes, a line break being one. Not fewer than the texts that are
 * read from files have.
 */
export const MAX_LENGTHS = { title: MAX_TEXT_LENGTH, caption: 5000 } as const;

/**
 * Parses a title or caption as the owner wrote it: line breaks become `\n`, as browsers count them, and
 * white space at both ends is left out.
 *
 * @returns `null` for an empty text, which removes the title or caption
 * @throws {WidthwiseError} `bad-request` if it is too long, or contains NUL
 *
 * @example
 * parseOwnerText("caption", "On the bridge\r\nat dusk "); // "On the bridge\nat dusk"
 */
export function parseOwnerText(name: keyof typeof MAX_LENGTHS, text: string): string | null {
	const written = text.replaceAll(/\r\n?/g, "\n").toWellFormed().trim();
	// Postgres cannot store NUL in text.
	if (written.length <= MAX_LENGTHS[name] && !written.includes("\0")) return written || null;
	throw new WidthwiseError(
		"bad-request",
		`Cannot read ${name}: must be text of at most ${MAX_LENGTHS[name]} characters, or null`,
	);
}
