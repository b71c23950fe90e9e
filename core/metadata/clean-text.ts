/** Characters of a text that is read from a file, such as a title. */
export const MAX_TEXT_LENGTH = 2000;

const MAX_KEYWORDS = 100;

/**
 * Makes text from a file safe to show: ends it at the first NUL, replaces control and bidirectional
 * characters except line breaks with spaces, removes white space at both ends, and cuts it at 2000
 * characters. `null` if nothing is left or the value is not text.
 *
 * @example
 * cleanText(" Canon\0II*"); // "Canon"
 */
export function cleanText(value: unknown): string | null {
	if (typeof value !== "string") return null;
	const text = (value.split("\0", 1)[0] ?? "")
		.slice(0, MAX_TEXT_LENGTH)
		.replace(/\r\n?/g, "\n")
		// Control characters, line separators, and characters that change the direction of text.
		.replace(/(?!\n)[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, " ")
		.toWellFormed()
		.trim();
	// Some programs write a missing value as "null", and the reader one it cannot decode as the
	// other.
	return text === "" || text === "null" || text === "<faulty value>" ? null : text;
}

/**
 * Returns the first value that is text after cleaning; `null` if none is.
 *
 * @example
 * firstText(undefined, " ", "Canon"); // "Canon"
 */
export function firstText(...values: readonly unknown[]): string | null {
	return values.map(cleanText).find((text) => text !== null) ?? null;
}

/**
 * Cleans keywords and removes repeated ones, keeping their order; at most 100.
 *
 * @example
 * cleanKeywords(["sea", " sea", null]); // ["sea"]
 */
export function cleanKeywords(values: readonly unknown[]): readonly string[] {
	const keywords = new Set(
		values
			.slice(0, 1000)
			.map(cleanText)
			.filter((keyword) => keyword !== null),
	);
	return [...keywords].slice(0, MAX_KEYWORDS);
}
