import { startsWith, textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { truncated } from "../../formats/bytes/damage.ts";
import type { ExifCheck } from "./exif.ts";

/** PNG 5.6: the picture, its colour information, and APNG's frames. */
const PICTURE =
	/^(IHDR|PLTE|IDAT|IEND|tRNS|gAMA|cHRM|sRGB|iCCP|cICP|mDCV|cLLI|sBIT|bKGD|pHYs|acTL|fcTL|fdAT)$/;

/**
 * Lists what a PNG contains besides its picture.
 *
 * @throws {WidthwiseError} `truncated-file`.
 * @example
 * verifyPng(bytes, exifCheck(true, null)); // ["PNG text"]
 */
export function verifyPng(bytes: Uint8Array, checkExif: ExifCheck): readonly string[] {
	const found: string[] = [];
	const view = viewOf(bytes);
	for (let at = 8; at + 12 <= bytes.length; ) {
		const end = at + 12 + view.getUint32(at);
		const type = textAt(bytes, at + 4, 4);
		found.push(...describeChunk(type, bytes.subarray(at + 8, end - 4), checkExif));
		if (type === "IEND") {
			if (end < bytes.length) found.push("data after the image");
			return found;
		}
		at = end;
	}
	throw truncated("PNG");
}

function describeChunk(type: string, data: Uint8Array, checkExif: ExifCheck): readonly string[] {
	if (type === "IEND" && data.length > 0) return ["data after the image"];
	if (PICTURE.test(type)) return [];
	if (type === "eXIf") return checkExif(data);
	if (type === "iTXt" && startsWith(data, "XML:com.adobe.xmp")) return ["XMP"];
	if (/^(tEXt|zTXt|iTXt)$/.test(type)) return ["PNG text"];
	return [type === "tIME" ? "time" : `unknown data (${type})`];
}
