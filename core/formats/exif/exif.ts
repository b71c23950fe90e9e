import { concat, latin1, startsWith, viewOf } from "../bytes/bytes.ts";

/**
 * EXIF's orientation: how a stored picture is turned and mirrored to be upright; 1 if it is
 * already.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The photographer and the copyright notice of a photo. */
export type Credit = { readonly artist: string | null; readonly copyright: string | null };

/** The EXIF tags that a stripped file may keep; `null` for a missing one. */
export type KeptTags = Credit & { readonly orientation: Orientation | null };

/**
 * Makes the EXIF block of a stripped file from the original one. Both are TIFF structures; empty:
 * none.
 */
export type FreshExif = (old: Uint8Array | null) => Uint8Array;

/** Precedes the TIFF structure in a JPEG's APP1, and in some WebP files (EXIF 3.0, 4.7.2). */
export const EXIF_SIGNATURE = "Exif\0\0";

const ORIENTATION = 0x0112;
const ARTIST = 0x013b;
const COPYRIGHT = 0x8298;
const SHORT = 3;
const ASCII = 2;
const MAX_TEXT = 2000;

/**
 * Narrows a number to an {@link Orientation}. Any other number becomes 1, as in decoders.
 *
 * @example
 * toOrientation(6); // 6
 * toOrientation(99); // 1
 */
export function toOrientation(value: number | undefined): Orientation {
	switch (value) {
		case 2:
		case 3:
		case 4:
		case 5:
		case 6:
		case 7:
		case 8:
			return value;
		default:
			return 1;
	}
}

/**
 * Reads the orientation, tag 274, from the first IFD of an EXIF block (TIFF 6.0, section 2).
 * Returns 1 if the block is damaged.
 *
 * @param exif the TIFF structure; a leading `Exif\0\0` is skipped
 *
 * @example
 * readOrientation(writeExif({ orientation: 6, artist: null, copyright: null })); // 6
 */
export function readOrientation(exif: Uint8Array): Orientation {
	const tiff = withoutSignature(exif);
	if (tiff.length < 10) return 1;
	const view = viewOf(tiff);
	const order = view.getUint16(0);
	if (order !== 0x4949 && order !== 0x4d4d) return 1;
	const little = order === 0x4949;
	const ifd = view.getUint32(4, little);
	if (ifd + 2 > tiff.length) return 1;
	const count = view.getUint16(ifd, little);
	for (let index = 0; index < count; index++) {
		const entry = ifd + 2 + index * 12;
		if (entry + 12 > tiff.length) return 1;
		if (view.getUint16(entry, little) !== ORIENTATION) continue;
		const isShort = view.getUint16(entry + 2, little) === SHORT;
		return isShort ? toOrientation(view.getUint16(entry + 8, little)) : 1;
	}
	return 1;
}

/**
 * Returns the TIFF structure of an EXIF block, without a leading `Exif\0\0`.
 *
 * @example
 * withoutSignature(new TextEncoder().encode("Exif\0\0MM")); // new TextEncoder().encode("MM")
 */
export function withoutSignature(exif: Uint8Array): Uint8Array {
	return startsWith(exif, EXIF_SIGNATURE) ? exif.subarray(EXIF_SIGNATURE.length) : exif;
}

/**
 * Writes an EXIF block (big-endian TIFF structure, TIFF 6.0) with only the given tags. It is empty
 * if all are `null` and for the orientation 1 alone. Texts end at their first NUL, are cut at 2000
 * characters and encoded as UTF-8.
 *
 * @example
 * const exif = writeExif({ orientation: 6, artist: null, copyright: "© Ada Byron" });
 * readOrientation(exif); // 6
 */
export function writeExif(tags: KeptTags): Uint8Array {
	const entries: { tag: number; type: number; value: Uint8Array }[] = [];
	const { orientation, artist, copyright } = tags;
	if (orientation !== null && orientation !== 1) {
		entries.push({ tag: ORIENTATION, type: SHORT, value: Uint8Array.of(0, orientation) });
	}
	if (artist) entries.push({ tag: ARTIST, type: ASCII, value: asciiValue(artist) });
	if (copyright) entries.push({ tag: COPYRIGHT, type: ASCII, value: asciiValue(copyright) });
	if (entries.length === 0) return new Uint8Array(0);

	const head = new Uint8Array(8 + 2 + entries.length * 12 + 4);
	const view = viewOf(head);
	head.set(latin1("MM\0*"));
	view.setUint32(4, 8);
	view.setUint16(8, entries.length);
	const parts: Uint8Array[] = [head];
	let end = head.length;
	for (const [index, { tag, type, value }] of entries.entries()) {
		const at = 10 + index * 12;
		view.setUint16(at, tag);
		view.setUint16(at + 2, type);
		view.setUint32(at + 4, type === SHORT ? value.length / 2 : value.length);
		if (value.length <= 4) {
			head.set(value, at + 8);
			continue;
		}
		// TIFF 6.0, section 2: values start on a word boundary.
		const padded = new Uint8Array(value.length + (value.length % 2));
		padded.set(value);
		view.setUint32(at + 8, end);
		parts.push(padded);
		end += padded.length;
	}
	return concat(parts);
}

function asciiValue(text: string): Uint8Array {
	const [beforeNul = ""] = text.slice(0, MAX_TEXT).split("\0", 1);
	return new TextEncoder().encode(`${beforeNul}\0`);
}

/**
 * Reads the orientation from a file's EXIF block; 1 if it has none.
 *
 * @example
 * orientationOf(null); // 1
 */
export function orientationOf(exif: Uint8Array | null): Orientation {
	return exif ? readOrientation(exif) : 1;
}
