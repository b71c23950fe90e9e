import { startsWith, textAt, viewOf } from "../formats/bytes/bytes.ts";
import { cleanText } from "./clean-text.ts";
import { lensRange } from "./lens-range.ts";
import {
	firstDirectory,
	subDirectory,
	type TiffPlace,
	type TiffValue,
	tiffValue,
} from "./tiff-directory.ts";

/** TIFF 6.0, section 2. */
const [ASCII, SHORT, RATIONAL] = [2, 3, 5];

/** Printable, with a focal length or an f-number: what else is in its place is not the lens. */
const LENS_NAME = /^(?=.*(\d ?mm\b|\bf\/?\d|\b1:\d))[\x20-\x7e]*$/i;

const MAX_NAME_BYTES = 200;

const EXIF_DIRECTORY = 0x8769;
const MAKER_NOTE = 0x927c;

/** A maker's note: how it begins, where its directory is, and what names the lens there. */
type Maker = {
	/** The first characters of the note; empty for a directory without a header. */
	readonly signature: string;
	/** Bytes before the directory. */
	readonly headBytes: number;
	/** Whether offsets count from the note, not from the start of EXIF. */
	readonly countsFromNote?: boolean;
	/** The tag of a directory that has the lens; the note's own if there is none. */
	readonly inside?: number;
	readonly lens: number;
};

const OLYMPUS = { inside: 0x2010, lens: 0x0203 } as const;

/** Directories and tags as ExifTool's documentation of maker notes describes them. */
const MAKERS: readonly Maker[] = [
	{ signature: "OM SYSTEM\0", headBytes: 16, countsFromNote: true, ...OLYMPUS },
	{ signature: "OLYMPUS\0", headBytes: 12, countsFromNote: true, ...OLYMPUS },
	{ signature: "OLYMP\0", headBytes: 8, ...OLYMPUS },
	{ signature: "Panasonic\0", headBytes: 12, lens: 0x0051 },
	{ signature: "LEICA\0\0\0", headBytes: 8, lens: 0x0051 },
	{ signature: "LEICA\0", headBytes: 8, countsFromNote: true, lens: 0x0303 },
];

/** With its bytes in the wrong order, a number of tags is at least 256. */
const MAX_TAGS = 255;

const CANON: Maker = { signature: "", headBytes: 0, lens: 0x0095 };

/** Older models of Canon do not name the lens, but have its longest and shortest focal length. */
const CANON_SETTINGS = { tag: 0x0001, lensType: 22, longest: 23, shortest: 24, perMillimetre: 25 };

/** The type of a lens that cannot be changed. */
const FIXED_LENS = 0xffff;

/** A note that is a TIFF structure of its own. */
const NIKON = { signature: "Nikon\0\x02", headBytes: 10, lens: 0x0084 } as const;

/**
 * Reads the lens from the maker's note in EXIF (EXIF 3.0, 4.6.6), for makers that name it there: Canon,
 * Nikon, Olympus, Panasonic and Leica. Makers whose notes have a number for each lens are not read.
 *
 * @param tiff the EXIF block; only read
 * @param make the maker as EXIF names it
 *
 * @example
 * makerLens(tiff, "Canon"); // "EF50mm f/1.8 II"
 */
export function makerLens(tiff: Uint8Array, make: string | null): string | null {
	const first = firstDirectory(tiff, 0);
	const exif = first && subDirectory(tiff, first, EXIF_DIRECTORY);
	const note = exif && tiffValue(tiff, exif, MAKER_NOTE);
	if (!exif || !note) return null;
	if (startsWith(note.bytes, NIKON.signature)) {
		const place = firstDirectory(tiff, note.at + NIKON.headBytes);
		const lens = place && tiffValue(tiff, place, NIKON.lens);
		if (lens?.type !== RATIONAL || !place || !isInside(lens, note)) return null;
		return lensRange(rationals(lens, place.isLittleEndian));
	}
	const known = MAKERS.find(({ signature }) => startsWith(note.bytes, signature));
	const maker = known ?? (/^canon/i.test(make ?? "") ? CANON : null);
	return maker && lensIn(tiff, exif, note, maker);
}

function lensIn(tiff: Uint8Array, exif: TiffPlace, note: TiffValue, maker: Maker): string | null {
	const base = maker.countsFromNote ? note.at : exif.base;
	const own = inOwnOrder(tiff, { ...exif, base, at: note.at + maker.headBytes });
	const place = maker.inside === undefined ? own : subDirectory(tiff, own, maker.inside);
	const lens = place && tiffValue(tiff, place, maker.lens);
	if (lens?.type !== ASCII) return maker === CANON ? canonRange(tiff, own, note) : null;
	if (!isInside(lens, note)) return null;
	const [name = ""] = textAt(lens.bytes, 0, MAX_NAME_BYTES).split("\0", 1);
	return LENS_NAME.test(name) ? cleanText(name) : null;
}

function canonRange(tiff: Uint8Array, place: TiffPlace, note: TiffValue): string | null {
	const { tag, lensType, longest, shortest, perMillimetre } = CANON_SETTINGS;
	const settings = tiffValue(tiff, place, tag);
	if (settings?.type !== SHORT || settings.count <= perMillimetre) return null;
	const view = viewOf(settings.bytes);
	const at = (index: number): number => view.getUint16(2 * index, place.isLittleEndian);
	// They begin with their length; others are not settings.
	if (!isInside(settings, note) || at(0) !== settings.bytes.length) return null;
	if (at(lensType) === FIXED_LENS) return null;
	const unit = at(perMillimetre);
	return lensRange([
		[at(shortest), unit],
		[at(longest), unit],
	]);
}

/** Programs that move a note without its offsets make them point to other bytes of the file. */
function isInside(value: TiffValue, note: TiffValue): boolean {
	return value.at >= note.at && value.at + value.bytes.length <= note.at + note.bytes.length;
}

/** Programs that rewrite EXIF in another order of bytes leave the note in its own. */
function inOwnOrder(tiff: Uint8Array, place: TiffPlace): TiffPlace {
	if (place.at + 2 > tiff.length) return place;
	const tags = viewOf(tiff).getUint16(place.at, place.isLittleEndian);
	return tags <= MAX_TAGS ? place : { ...place, isLittleEndian: !place.isLittleEndian };
}

/** Pairs of a numerator and a denominator. */
function rationals({ bytes }: TiffValue, isLittleEndian: boolean): readonly unknown[] {
	const view = viewOf(bytes);
	return Array.from({ length: Math.min(4, bytes.length >> 3) }, (_, index) => [
		view.getUint32(8 * index, isLittleEndian),
		view.getUint32(8 * index + 4, isLittleEndian),
	]);
}
