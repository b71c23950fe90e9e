import { readTags } from "./exif-reader.ts";

/** A property's texts by its local name ("subject"); lists have several. */
export type XmpTexts = (name: string) => readonly string[];

const MAX_PACKET_BYTES = 256 * 1024;

/** Each element within others copies theirs: 10,000 took the parser 2.5 s and half a gigabyte. */
const MAX_NAMESPACES = 1000;

const WRAPPERS = [
	["<x:xmpmeta", "</x:xmpmeta>"],
	["<rdf:RDF", "</rdf:RDF>"],
] as const;

/**
 * Reads an XMP packet (ISO 16684-1). A packet over 256 kB, or one with a document type, processing
 * instructions or more than a thousand namespaces inside, is not parsed and has no texts: no photo needs
 * them, and hostile ones make parsers slow.
 *
 * @example
 * const texts = readXmp(packet);
 * texts("subject"); // ["harbour", "evening"]
 */
export function readXmp(packet: Uint8Array | null): XmpTexts {
	const document = packet && packet.length <= MAX_PACKET_BYTES ? bareDocument(packet) : null;
	if (document === null) return () => [];
	// This first line tells the library that what follows is a bare packet.
	const bytes = new TextEncoder().encode(`<?xpacket begin="" id=""?>${document}`);
	const tags: Readonly<Record<string, unknown>> = readTags(bytes, { xmp: true })?.xmp ?? {};
	return (name) => textsOf(Object.hasOwn(tags, name) ? tags[name] : null);
}

function bareDocument(packet: Uint8Array): string | null {
	const text = new TextDecoder().decode(packet);
	for (const [open, close] of WRAPPERS) {
		const start = text.indexOf(open);
		const end = text.lastIndexOf(close);
		if (start < 0 || end < start) continue;
		const document = text.slice(start, end + close.length);
		if (document.includes("<?") || document.includes("<!DOCTYPE")) return null;
		const namespaces = document.split("xmlns").length - 1;
		return namespaces > MAX_NAMESPACES ? null : document;
	}
	return null;
}

/** A tag's value is a text, or a list of such values. */
function textsOf(tag: unknown): readonly string[] {
	if (typeof tag !== "object" || tag === null || !("value" in tag)) return [];
	const { value } = tag;
	if (typeof value === "string") return [value];
	if (!Array.isArray(value)) return [];
	return value.flatMap((item: unknown) =>
		typeof item === "object" && item !== null && "value" in item && typeof item.value === "string"
			? [item.value]
			: [],
	);
}
