import { viewOf } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { parseBytes } from "../bytes/parse.ts";
import { crc32 } from "./crc32.ts";
import { walkPng } from "./walk.ts";

/**
 * Checks the CRCs of a PNG's critical chunks, for decoders that do not (PNG 5.4, 5.5). A megabyte takes
 * about 20 milliseconds.
 *
 * @param bytes the whole file; only read
 *
 * @throws {WidthwiseError} `unreadable-image` if one is wrong, else as {@link walkPng}
 *
 * @example
 * checkPngCrcs(bytes);
 */
export function checkPngCrcs(bytes: Uint8Array): void {
	const view = viewOf(bytes);
	for (const { type, start, end } of parseBytes(bytes, walkPng(bytes.length)).chunks) {
		const isCritical = /^[A-Z]/.test(type);
		if (isCritical && crc32(bytes.subarray(start + 4, end - 4)) !== view.getUint32(end - 4)) {
			throw unreadable("PNG", "a checksum is wrong");
		}
	}
}
