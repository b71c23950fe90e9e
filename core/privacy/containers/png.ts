import { concat, copyOf, startsWith, textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { truncated } from "../../formats/bytes/damage.ts";
import { crc32 } from "../../formats/png/crc32.ts";
import type { ExifCheck } from "./exif.ts";
import { verifyIcc } from "./icc.ts";
import { createPngChunkCheck } from "./png-chunks.ts";
import { isExactlyPixels } from "./png-pixels.ts";

/** PNG 5.6: the picture, its colour information, and APNG's frames. */
const PICTURE =
	/^(IHDR|PLTE|IDAT|IEND|tRNS|gAMA|cHRM|sRGB|iCCP|cICP|mDCV|cLLI|sBIT|bKGD|pHYs|acTL|fcTL|fdAT)$/;

const UNREAD = "data that no decoder reads";

/** A frame with data of its own: IHDR with its size, and the data of its chunks. */
type Frame = { readonly header: Uint8Array; readonly parts: Uint8Array[] };

/** More are not checked, and count as something else. */
const MAX_FRAMES = 5000;

/** Profiles are kilobytes; a small chunk may inflate to much more. */
const MAX_PROFILE_BYTES = 4 << 20;

/**
 * Lists what a PNG contains besides its picture.
 *
 * @throws {WidthwiseError} `truncated-file`.
 * @example
 * await verifyPng(bytes, exifCheck(true, null)); // ["PNG text"]
 */
export async function verifyPng(
	bytes: Uint8Array,
	checkExif: ExifCheck,
): Promise<readonly string[]> {
	const found: string[] = [];
	const view = viewOf(bytes);
	const imageData: Uint8Array[] = [];
	const frames: Frame[] = [];
	const chunks = createPngChunkCheck();
	let isFirstProfile = true;
	for (let at = 8; at + 12 <= bytes.length; ) {
		const end = at + 12 + view.getUint32(at);
		if (end > bytes.length) throw truncated("PNG");
		const type = textAt(bytes, at + 4, 4);
		const data = bytes.subarray(at + 8, end - 4);
		found.push(...describeChunk(type, data, checkExif));
		const isDamaged = crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4);
		if (PICTURE.test(type) && (isDamaged || !chunks.next(type, data))) found.push(UNREAD);
		if (type === "IDAT") imageData.push(data);
		if (type === "fcTL" && imageData.length > 0 && frames.length < MAX_FRAMES) {
			frames.push({ header: frameHeader(bytes, data), parts: [] });
		}
		if (type === "fdAT") frames.at(-1)?.parts.push(data.subarray(4));
		// Of another one, which no decoder reads, nothing is inflated.
		if (type === "iCCP" && isFirstProfile) found.push(...(await describeProfile(data)));
		isFirstProfile &&= type !== "iCCP";
		if (type === "IEND") {
			if (end < bytes.length) found.push("data after the image");
			const isExact = await isExactlyPixels(bytes.subarray(16, 29), imageData);
			const areExact = await areExactFrames(frames);
			return isExact && areExact && chunks.isWhole() ? found : [...found, UNREAD];
		}
		at = end;
	}
	throw truncated("PNG");
}

/** PNG 11.3.6: a frame has the format of the picture, and a width and a height after its number. */
function frameHeader(bytes: Uint8Array, control: Uint8Array): Uint8Array {
	return concat([control.subarray(4, 12), bytes.subarray(24, 29)]);
}

async function areExactFrames(frames: readonly Frame[]): Promise<boolean> {
	if (frames.length === MAX_FRAMES) return false;
	for (const { header, parts } of frames) {
		if (!(await isExactlyPixels(header, parts))) return false;
	}
	return true;
}

function describeChunk(type: string, data: Uint8Array, checkExif: ExifCheck): readonly string[] {
	if (type === "IEND" && data.length > 0) return ["data after the image"];
	if (PICTURE.test(type)) return [];
	if (type === "eXIf") return checkExif(data);
	if (type === "iTXt" && startsWith(data, "XML:com.adobe.xmp")) return ["XMP"];
	if (/^(tEXt|zTXt|iTXt)$/.test(type)) return ["PNG text"];
	return [type === "tIME" ? "time" : `unknown data (${type})`];
}

/** PNG 11.3.2.3: a name, the compression method 0 and a zlib stream. */
async function describeProfile(data: Uint8Array): Promise<readonly string[]> {
	const found = startsWith(data, "icc\0\0") ? [] : ["name of the colour profile"];
	// The platform's own decoder, which refuses bytes after the end of the stream.
	const inflated = new Blob([copyOf(data.subarray(data.indexOf(0) + 2))])
		.stream()
		.pipeThrough(new DecompressionStream("deflate"));
	const parts: Uint8Array[] = [];
	let length = 0;
	try {
		for await (const part of inflated) {
			length += part.length;
			if (length > MAX_PROFILE_BYTES) return [...found, "large colour profile"];
			parts.push(part);
		}
	} catch {
		return [...found, "damaged colour profile"];
	}
	return [...found, ...verifyIcc(concat(parts))];
}
