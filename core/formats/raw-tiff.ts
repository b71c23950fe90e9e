import { textAt, viewOf } from "./bytes/bytes.ts";

/** Tags of TIFF 6.0 and its supplements, and of DNG 1.7. */
const NEW_SUBFILE_TYPE = 254;
const COMPRESSION = 259;
const PHOTOMETRIC = 262;
const SUB_IFDS = 330;
const DNG_VERSION = 50706;

/** Compressions of Sony, Nikon and Pentax. */
const RAW_COMPRESSIONS: readonly number[] = [32767, 34713, 65535];

/** DNG: a mosaic of colours, and one without. */
const RAW_PHOTOMETRICS: readonly number[] = [32803, 34892];

/**
 * Whether a TIFF is a camera's raw file: CR2, DNG, NEF, ARW and their like. Their first directory says
 * so, or it is a preview and the photo is below it.
 *
 * @param head the start of the file; directories after it are not read
 *
 * @example
 * isRawTiff(new TextEncoder().encode("II*\0\x10\0\0\0CR\x02\0")); // true
 */
export function isRawTiff(head: Uint8Array): boolean {
	if (textAt(head, 8, 2) === "CR") return true;
	const tags = firstDirectory(head);
	const compression = tags.get(COMPRESSION) ?? 0;
	const photometric = tags.get(PHOTOMETRIC) ?? 0;
	return (
		tags.has(DNG_VERSION) ||
		RAW_COMPRESSIONS.includes(compression) ||
		RAW_PHOTOMETRICS.includes(photometric) ||
		(tags.get(NEW_SUBFILE_TYPE) === 1 && tags.has(SUB_IFDS))
	);
}

/** The single numbers of the first directory by their tags; other values are not meant. */
function firstDirectory(head: Uint8Array): ReadonlyMap<number, number> {
	const view = viewOf(head);
	const isLittle = textAt(head, 0, 2) === "II";
	const tags = new Map<number, number>();
	if (head.length < 8) return tags;
	const start = view.getUint32(4, isLittle);
	if (start + 2 > head.length) return tags;
	const count = view.getUint16(start, isLittle);
	for (let entry = 0; entry < count; entry++) {
		const at = start + 2 + 12 * entry;
		if (at + 12 > head.length) break;
		// Type 3 is a number of 16 bits, at the start of the field.
		const isShort = view.getUint16(at + 2, isLittle) === 3;
		const value = isShort ? view.getUint16(at + 8, isLittle) : view.getUint32(at + 8, isLittle);
		tags.set(view.getUint16(at, isLittle), value);
	}
	return tags;
}
