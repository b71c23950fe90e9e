import { onErrorStopParsing, DOMParser as XmlParser } from "@xmldom/xmldom";
import * as namespace from "exifreader";

type Library = Pick<typeof namespace, "loadView">;

/** Tags by group, with the library's names. */
export type Tags = namespace.ExpandedTags;

/** The groups of tags to read. */
export type TagGroups = namespace.IncludeTagsOptions;

// A CommonJS module: in Node all exports are properties of the default export, in Bun and Deno they
// are also named exports.
const library: Library =
	"default" in namespace && isLibrary(namespace.default) ? namespace.default : namespace;

/**
 * Reads tags with exifreader. `null` if it throws: a photo with damaged metadata is still a photo.
 *
 * @param bytes a file, a TIFF structure or an XMP packet
 *
 * @example
 * const exif = writeExif({ orientation: 6, artist: null, copyright: null });
 * readTags(exif, { exif: true })?.exif?.Orientation?.value; // 6
 */
export function readTags(bytes: Uint8Array, includeTags: TagGroups): Tags | null {
	try {
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		return library.loadView(view, { expanded: true, includeTags, ...xmlParser() });
	} catch {
		return null;
	}
}

/**
 * Only pages have a parser of XML. The library would find the package by itself on servers, but not in
 * a bundle.
 */
function xmlParser() {
	if ("DOMParser" in globalThis) return {};
	return { domParser: new XmlParser({ onError: onErrorStopParsing }) };
}

function isLibrary(value: unknown): value is Library {
	return typeof value === "object" && value !== null && "loadView" in value;
}
