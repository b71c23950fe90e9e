/** The content of an element: text, or elements. */
export type Content = string | readonly Markup[];

/** XML whose texts are escaped already. */
export type Markup = { readonly xml: string };

/**
 * Makes an XML element and escapes its texts; characters that XML 1.0 does not allow are left out.
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
 * Formats an XML document around its root element.
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

/** XML 1.0, 2.2 excludes most control characters, lone surrogates, U+FFFE and U+FFFF. */
function escapeText(text: string): string {
	return text
		.toWellFormed()
		.replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
		.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
