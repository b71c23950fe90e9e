import { textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { unreadable } from "../../formats/bytes/damage.ts";
import type { ExifCheck } from "./exif.ts";
import { verifyIcc } from "./icc.ts";

/** RFC 9649 2.7: the chunks of the picture. */
const PICTURE = /^(VP8X|VP8 |VP8L|ALPH|ANIM|ANMF|ICCP)$/;
const FRAME_HEADER_BYTES = 16;

/**
 * Lists what a WebP contains besides its picture.
 *
 * @throws {WidthwiseError} `unreadable-image`.
 * @example
 * verifyWebp(bytes, exifCheck(true, null)); // ["XMP"]
 */
export function verifyWebp(bytes: Uint8Array, checkExif: ExifCheck): readonly string[] {
	const found: string[] = [];
	const end = 8 + viewOf(bytes).getUint32(4, true);
	if (end < bytes.length) found.push("data after the image");
	visitChunks(bytes, 12, Math.min(end, bytes.length), (type, start, stop) => {
		if (type === "EXIF") found.push(...checkExif(bytes.subarray(start, stop)));
		else if (type === "XMP ") found.push("XMP");
		else if (type === "ICCP") found.push(...verifyIcc(bytes.subarray(start, stop)));
		else if (!PICTURE.test(type)) found.push(`unknown data (${type})`);
		if (type !== "ANMF") return;
		visitChunks(bytes, start + FRAME_HEADER_BYTES, stop, (part) => {
			if (!PICTURE.test(part)) found.push(`unknown data (${part})`);
		});
	});
	return found;
}

function visitChunks(
	bytes: Uint8Array,
	start: number,
	end: number,
	visit: (type: string, start: number, end: number) => void,
): void {
	const view = viewOf(bytes);
	for (let at = start; at < end; ) {
		const length = at + 8 <= end ? view.getUint32(at + 4, true) : end;
		if (at + 8 + length > end) throw unreadable("WebP", "a chunk is longer than the file");
		visit(textAt(bytes, at, 4), at + 8, at + 8 + length);
		at += 8 + length + (length % 2);
	}
}
