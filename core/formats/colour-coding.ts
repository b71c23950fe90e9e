import { parseBytes } from "./bytes/parse.ts";
import type { ColourCoding } from "./colour/coding.ts";
import { heifColour } from "./heif/colour.ts";
import { AVIF_FORMAT } from "./heif/heif-format.ts";
import { walkHeif } from "./heif/walk.ts";
import { pngColour } from "./png/colour.ts";
import { walkPng } from "./png/walk.ts";
import type { ImageType } from "./tables/input.ts";

/**
 * Reads what a file says of its colours without an ICC profile.
 *
 * @param bytes the whole file; only read
 *
 * @returns `null` if it says nothing, or if its profile counts; if there is none either, it is sRGB
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * readColourCoding(bytes, "avif")?.transfer; // "pq"
 */
export function readColourCoding(bytes: Uint8Array, type: ImageType): ColourCoding | null {
	switch (type) {
		case "avif":
			return heifColour(bytes, parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT)));
		case "png":
			return pngColour(bytes, parseBytes(bytes, walkPng(bytes.length)));
		default:
			return null;
	}
}
