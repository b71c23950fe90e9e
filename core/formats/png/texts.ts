import { startsWith, textAt } from "../bytes/bytes.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { inflate } from "../deflate/inflate.ts";
import type { PngChunk, PngLayout } from "./walk.ts";

/** The keyword of the chunk that contains XMP (XMP specification, part 3, 1.1.5). */
const XMP_KEYWORD = "XML:com.adobe.xmp\0";

const MAX_TEXTS = 50;

/** Texts that are read, though others of the same keyword replace them; the rest are passed over. */
const MAX_TEXTS_READ = 100;

/** Of a chunk that may be compressed, and of its text. */
const MAX_TEXT_BYTES = 64 * 1024;
const MAX_XMP_BYTES = 1 << 20;

/**
 * Reads the texts by keyword in lower case (PNG 11.3.3), compressed or not: at most 50, of the first 100. A text of more than 64 KB is
 * left out if it is compressed, else cut.
 *
 * @example
 * const layout = parseBytes(bytes, walkPng(bytes.length));
 * const author = parseBytes(bytes, pngTexts(layout)).get("author");
 */
export function* pngTexts(layout: PngLayout): Parse<ReadonlyMap<string, string>> {
	const texts = new Map<string, string>();
	let read = 0;
	for (const chunk of layout.chunks) {
		if (!/^(tEXt|zTXt|iTXt)$/.test(chunk.type)) continue;
		if (texts.size === MAX_TEXTS || read++ === MAX_TEXTS_READ) break;
		const data: Uint8Array = yield* chunkData(chunk, MAX_TEXT_BYTES);
		if (startsWith(data, XMP_KEYWORD) || startsWith(data, "Raw profile ")) continue;
		const text = textOfChunk(chunk.type, data, MAX_TEXT_BYTES);
		const keyword = latin1Text(data.subarray(0, Math.max(0, data.indexOf(0)))).toLowerCase();
		if (text && keyword !== "") {
			texts.set(keyword, chunk.type === "iTXt" ? utf8Text(text) : latin1Text(text));
		}
	}
	return texts;
}

/**
 * Reads the XMP packet, compressed or not, at most 1 MB; `null` if there is none.
 *
 * @example
 * const layout = parseBytes(bytes, walkPng(bytes.length));
 * const xmp = parseBytes(bytes, pngXmp(layout));
 */
export function* pngXmp(layout: PngLayout): Parse<Uint8Array | null> {
	for (const chunk of layout.chunks) {
		if (chunk.type !== "iTXt") continue;
		const keyword = yield* bytesAt(chunk.start + 8, XMP_KEYWORD.length);
		if (!startsWith(keyword, XMP_KEYWORD)) continue;
		return textOfChunk(chunk.type, yield* chunkData(chunk, MAX_XMP_BYTES), MAX_XMP_BYTES);
	}
	return null;
}

function chunkData({ start, end }: PngChunk, maxBytes: number): Parse<Uint8Array> {
	return bytesAt(start + 8, Math.min(end - start - 12, maxBytes));
}

/**
 * Returns the text after a chunk's keyword, inflated if it is compressed, still encoded; `null` if it
 * is damaged or longer than the limit.
 *
 * @param type "tEXt", "zTXt" or "iTXt"
 * @param data of the chunk
 *
 * @example
 * textOfChunk("tEXt", latin1("Author\0Ada"), 100); // latin1("Ada")
 */
export function textOfChunk(type: string, data: Uint8Array, maxBytes: number): Uint8Array | null {
	const end = data.indexOf(0);
	if (end < 0) return null;
	const rest = data.subarray(end + 1);
	// PNG 11.3.3.2: a text; 11.3.3.3: a method, and a text that is compressed.
	if (type === "tEXt") return rest;
	if (type === "zTXt") return rest[0] === 0 ? inflate(rest.subarray(1), maxBytes) : null;
	// PNG 11.3.3.4: whether it is compressed, a method, a language and a translated keyword.
	const language = rest.indexOf(0, 2);
	const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
	if (translated < 0) return null;
	const text = rest.subarray(translated + 1);
	if (rest[0] !== 1) return text;
	return rest[1] === 0 ? inflate(text, maxBytes) : null;
}

/** A text ends at a NUL, which it must not contain. */
function latin1Text(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	const text = end < 0 ? bytes : bytes.subarray(0, end);
	const parts: string[] = [];
	for (let at = 0; at < text.length; at += 8192) parts.push(textAt(text, at, 8192));
	return parts.join("");
}

function utf8Text(bytes: Uint8Array): string {
	const end = bytes.indexOf(0);
	return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
