import { readTags } from "./exif-reader.ts";
import { plainXml } from "./plain-xml.ts";
import { isDeeperThan } from "./xml-depth.ts";

/**
 * Returns the texts of a property by its local name, such as "subject". Lists have several; of
 * languages, the default comes first.
 */
export type XmpTexts = (name: string) => readonly string[];

const MAX_PACKET_BYTES = 256 * 1024;

/** The parser copies them to each nested element: 10,000 took 2.5 s and 500 MB. */
const MAX_NAMESPACES = 1000;

/** The parser visits the parents of each element. Packets have about 20 levels. */
const MAX_DEPTH = 100;

const WRAPPERS = [
	["<x:xmpmeta", "</x:xmpmeta>"],
	["<rdf:RDF", "</rdf:RDF>"],
] as const;

/**
 * Reads an XMP packet (ISO 16684-1). Returns no texts for a packet over 256 KB, or with a document
 * type, a processing instruction, more than 1000 namespaces or 100 levels inside: photos do not need them, and
 * malicious ones slow down parsers.
 *
 * @param packet the packet, or `null` for none
 *
 * @example
 * const rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';
 * const dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"';
 * const xml = `<rdf:RDF ${rdf}><rdf:Description ${dc} dc:title="Harbour"/></rdf:RDF>`;
 * readXmp(new TextEncoder().encode(xml))("title"); // ["Harbour"]
 */
export function readXmp(packet: Uint8Array | null): XmpTexts {
	const document = packet && packet.length <= MAX_PACKET_BYTES ? bareDocument(packet) : null;
	if (document === null) return () => [];
	// This makes the library read the rest as an XMP packet.
	const bytes = new TextEncoder().encode(`<?xpacket begin="" id=""?>${document}`);
	const tags: Readonly<Record<string, unknown>> = readTags(bytes, { xmp: true })?.xmp ?? {};
	return (name) => textsOf(Object.hasOwn(tags, name) ? tags[name] : null);
}

function bareDocument(packet: Uint8Array): string | null {
	const text = plainXml(new TextDecoder(encodingOf(packet)).decode(packet));
	for (const [open, close] of WRAPPERS) {
		const start = text.indexOf(open);
		// Programs that shorten a packet in place leave the end of the longer one after it.
		const end = text.indexOf(close, start);
		if (start < 0 || end < start) continue;
		const document = text.slice(start, end + close.length);
		if (document.includes("<?") || document.includes("<!DOCTYPE")) return null;
		const namespaces = document.split("xmlns").length - 1;
		return namespaces > MAX_NAMESPACES || isDeeperThan(document, MAX_DEPTH) ? null : document;
	}
	return null;
}

/** ISO 16684-1, 7.3.2: UTF-8, else UTF-16. The first character is Latin or a byte order mark. */
function encodingOf([first, second]: Uint8Array): string {
	if (first === 0 || (first === 0xfe && second === 0xff)) return "utf-16be";
	return second === 0 || (first === 0xff && second === 0xfe) ? "utf-16le" : "utf-8";
}

/** A tag's value is a text, or a list of tags. */
function textsOf(tag: unknown): readonly string[] {
	if (typeof tag !== "object" || tag === null || !("value" in tag)) return [];
	const { value } = tag;
	if (typeof value === "string") return [value];
	if (!Array.isArray(value)) return [];
	const texts = value.flatMap((item: unknown) =>
		typeof item === "object" && item !== null && "value" in item && typeof item.value === "string"
			? [{ text: item.value, isDefault: isDefault(item) }]
			: [],
	);
	return [
		...texts.filter((item) => item.isDefault),
		...texts.filter((item) => !item.isDefault),
	].map(({ text }) => text);
}

/** ISO 16684-1, 8.2.2.4: the language of the text for everybody is `x-default`. */
function isDefault(item: object): boolean {
	if (!("attributes" in item)) return false;
	const { attributes } = item;
	if (typeof attributes !== "object" || attributes === null || !("lang" in attributes))
		return false;
	return String(attributes.lang).toLowerCase() === "x-default";
}
