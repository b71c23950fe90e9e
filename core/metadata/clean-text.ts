const MAX_TEXT = 2000;
const MAX_KEYWORDS = 100;

/**
 * Text from a file as text for a page: no control characters, no spaces around it, at most 2000
 * characters; `null` if nothing is left. Line breaks stay.
 *
 * @example
 * cleanText(" Canon\0\0"); // "Canon"
 */
export function cleanText(value: unknown): string | null {
	if (typeof value !== "string") return null;
	const text = value
		.slice(0, MAX_TEXT)
		.replace(/\r\n?/g, "\n")
		// Controls, line separators, and what reverses the direction of the text around it.
		.replace(/(?!\n)[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, " ")
		.toWellFormed()
		.trim();
	// Some exporters write their own "null" out as a word.
	return text === "" || text === "null" || text === "<faulty value>" ? null : text;
}

/** The first text that is one, of several places in order of preference. */
export function firstText(...values: readonly unknown[]): string | null {
	return values.map(cleanText).find((text) => text !== null) ?? null;
}

/** Clean keywords, each once, in order, at most 100. */
export function cleanKeywords(values: readonly unknown[]): readonly string[] {
	const keywords = new Set(
		values
			.slice(0, 1000)
			.map(cleanText)
			.filter((word) => word !== null),
	);
	return [...keywords].slice(0, MAX_KEYWORDS);
}
