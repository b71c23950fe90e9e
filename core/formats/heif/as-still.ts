import { concat, copyOf, latin1, textAt, viewOf } from "../bytes/bytes.ts";
import { parseBytes } from "../bytes/parse.ts";
import type { HeifFormat } from "./heif-format.ts";
import { walkHeif } from "./walk.ts";

/** The major brands by which decoders of stills recognise a file. */
const STILL_BRANDS: Readonly<Record<HeifFormat["type"], readonly string[]>> = {
	avif: ["avif"],
	heic: ["heic", "heix", "mif1"],
};

/**
 * Makes a file that decoders of still pictures read: a sequence becomes its first picture, and the
 * major brand that of a still one. Coded pixels stay where they are.
 *
 * @param bytes the whole file; only read
 *
 * @returns the same bytes if they are such a file
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * const still = asStill(animation, AVIF_FORMAT);
 */
export function asStill(bytes: Uint8Array, format: HeifFormat): Uint8Array {
	const { boxes, meta, isSequence } = parseBytes(bytes, walkHeif(bytes.length, format));
	const ftyp = boxes.find(({ type }) => type === "ftyp");
	if (!ftyp) return bytes;
	const isStill = STILL_BRANDS[format.type].includes(textAt(bytes, ftyp.bodyStart, 4));
	if (isStill && !isSequence) return bytes;
	const still = copyOf(bytes);
	// The major brand, a version, then the compatible brands: one of a sequence would promise a movie box.
	for (let at = ftyp.bodyStart; at + 4 <= ftyp.end; at += 4) {
		if (at !== ftyp.bodyStart + 4) still.set(latin1(format.type), at);
	}
	if (!isSequence) return still;
	for (const { type, start, end } of boxes) {
		if (type === "meta" || type === "moov") still.set(latin1("free"), start + 4);
		// A size of 0 means up to the end of the file, where the meta box will be.
		if (end === bytes.length && viewOf(still).getUint32(start) === 0) {
			viewOf(still).setUint32(start, end - start);
		}
	}
	const end = boxes.at(-1)?.end ?? bytes.length;
	return concat([still.subarray(0, end), meta.bytes]);
}
