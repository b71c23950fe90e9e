/** What stands in an element: text, or elements that are finished. */
export type Content = string | readonly Markup[];

/** XML that is finished: its texts are escaped. */
export type Markup = { readonly xml: string };

/**
 * An XML element, its texts escaped; characters that XML 1.0 does not know are left out.
 *
 * @example
 * element("title", {}, "Fish & chips").xml; // "<title>Fish &amp; chips</title>"
 */
export function element(
	name: string,
	attributes: Readonly<Record<string, string>>,
	content: Content = "",
): Markup {
	const written = Object.entries(attributes).map(
		([key, value]) => ` ${key}="${escapeText(value)}"`,
	);
	const inside =
		typeof content === "string" ? escapeText(content) : content.map(({ xml }) => xml).join("");
	return { xml: `<${name}${written.join("")}>${inside}</${name}>` };
}

/**
 * A whole document around its one element.
 *
 * @example
 * xmlDocument(element("urlset", {}, entries));
 */
export function xmlDocument({ xml }: Markup): string {
	return `<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
};

/** XML 1.0, 2.2: most control characters, lone surrogates and two others are no characters. */
function escapeText(text: string): string {
	return text
		.toWellFormed()
		.replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
		.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
