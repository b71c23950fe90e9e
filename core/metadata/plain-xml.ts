/** What is left out or rewritten, by its start and end. */
const SECTIONS = [
	{ open: "<!--", close: "-->", replace: () => "" },
	{ open: "<![CDATA[", close: "]]>", replace: escapeXml },
] as const;

/**
 * Rewrites XML without comments and with CDATA sections as plain text (XML 1.0, 2.5 and 2.7). The
 * reader of XMP loses a whole packet that has either of them.
 *
 * @param xml may be damaged: a section without an end stays as it is
 *
 * @example
 * plainXml("<a><!-- note --><![CDATA[b & c]]></a>"); // "<a>b &amp; c</a>"
 */
export function plainXml(xml: string): string {
	const parts: string[] = [];
	let at = 0;
	for (let next = firstSection(xml, at); next; next = firstSection(xml, at)) {
		const { start, section } = next;
		const end = xml.indexOf(section.close, start + section.open.length);
		if (end < 0) break;
		parts.push(xml.slice(at, start), section.replace(xml.slice(start + section.open.length, end)));
		at = end + section.close.length;
	}
	return [...parts, xml.slice(at)].join("");
}

function firstSection(xml: string, from: number) {
	const start = xml.indexOf("<!", from);
	for (let at = start; at >= 0; at = xml.indexOf("<!", at + 2)) {
		const section = SECTIONS.find(({ open }) => xml.startsWith(open, at));
		if (section) return { start: at, section };
	}
	return null;
}

function escapeXml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
