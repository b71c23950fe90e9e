import { parseXML } from "@aws-sdk/xml-builder";

/** An element of an XML document. */
export type XmlElement = {
	/** The text of its first child with a name; `undefined` if there is none. */
	text(name: string): string | undefined;
	/** All children with a name that have children of their own. */
	children(name: string): readonly XmlElement[];
};

/**
 * Parses an answer of S3, with the SDK's parser.
 *
 * @param root the name of the document's root
 *
 * @throws {Error} if it is not XML, or has another root
 *
 * @example
 * parseXml("<Error><Code>NoSuchKey</Code></Error>", "Error").text("Code"); // "NoSuchKey"
 */
export function parseXml(xml: string, root: string): XmlElement {
	const document: unknown = parseXML(xml);
	const found = childrenOf(document, root)[0];
	if (found === undefined) throw new Error(`The answer has no ${root}`);
	return elementOf(found);
}

function elementOf(value: unknown): XmlElement {
	return {
		text: (name) => childrenOf(value, name).find((child) => typeof child === "string"),
		children: (name) => childrenOf(value, name).map(elementOf),
	};
}

/** The parser makes an array of children with the same name. */
function childrenOf(value: unknown, name: string): readonly unknown[] {
	if (typeof value !== "object" || value === null) return [];
	const child: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
	if (child === undefined) return [];
	return Array.isArray(child) ? child : [child];
}
