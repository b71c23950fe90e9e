import { viewOf } from "../formats/bytes/bytes.ts";

/** A place in a TIFF structure where a directory is, and how its numbers are read. */
export type TiffPlace = {
	/** The offset of the directory. */
	readonly at: number;
	/** The offset that the offsets in it are counted from. */
	readonly base: number;
	readonly isLittleEndian: boolean;
};

/** A tag's value. */
export type TiffValue = {
	/** 2 ASCII, 4 LONG, 5 RATIONAL, 7 UNDEFINED (TIFF 6.0, section 2). */
	readonly type: number;
	readonly count: number;
	/** The offset of its bytes. */
	readonly at: number;
	readonly bytes: Uint8Array;
};

/** Bytes of one number of each type. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
	...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1 },
	...{ 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
};

const ENTRY_BYTES = 12;

/** Makers' directories have about 100 tags. */
const MAX_ENTRIES = 500;

/**
 * Finds the first directory of a TIFF structure (TIFF 6.0, section 2); `null` if the header is invalid.
 *
 * @param header the offset of the header
 *
 * @example
 * const place = firstDirectory(tiff, 0);
 */
export function firstDirectory(tiff: Uint8Array, header: number): TiffPlace | null {
	if (header + 8 > tiff.length) return null;
	const view = viewOf(tiff);
	const order = view.getUint16(header);
	if (order !== 0x4949 && order !== 0x4d4d) return null;
	const isLittleEndian = order === 0x4949;
	const at = header + view.getUint32(header + 4, isLittleEndian);
	return { at, base: header, isLittleEndian };
}

/**
 * Finds a tag in a directory.
 *
 * @returns `null` if it is not there or its value is outside the bytes
 *
 * @example
 * const make = tiffValue(tiff, place, 0x010f);
 */
export function tiffValue(tiff: Uint8Array, place: TiffPlace, tag: number): TiffValue | null {
	const { at, base, isLittleEndian } = place;
	if (at + 2 > tiff.length) return null;
	const view = viewOf(tiff);
	const count = Math.min(view.getUint16(at, isLittleEndian), MAX_ENTRIES);
	for (let index = 0; index < count; index++) {
		const entry = at + 2 + index * ENTRY_BYTES;
		if (entry + ENTRY_BYTES > tiff.length) return null;
		if (view.getUint16(entry, isLittleEndian) !== tag) continue;
		const type = view.getUint16(entry + 2, isLittleEndian);
		const numbers = view.getUint32(entry + 4, isLittleEndian);
		const length = numbers * (TYPE_BYTES[type] ?? 0);
		const start = length <= 4 ? entry + 8 : base + view.getUint32(entry + 8, isLittleEndian);
		if (length === 0 || start + length > tiff.length) return null;
		return { type, count: numbers, at: start, bytes: tiff.subarray(start, start + length) };
	}
	return null;
}

/**
 * Finds the directory that a tag points to; `null` if there is none.
 *
 * @example
 * const exif = subDirectory(tiff, place, 0x8769);
 */
export function subDirectory(tiff: Uint8Array, place: TiffPlace, tag: number): TiffPlace | null {
	const value = tiffValue(tiff, place, tag);
	if (value?.bytes.length !== 4) return null;
	return { ...place, at: place.base + viewOf(value.bytes).getUint32(0, place.isLittleEndian) };
}
