import { cleanText } from "./clean-text.ts";

/** What cameras and apps write where a caption belongs, which says nothing about the photo. */
const BOILERPLATE: readonly RegExp[] = [
	// "OLYMPUS DIGITAL CAMERA", "KONICA MINOLTA DIGITAL CAMERA", "DIGITAL CAMERA".
	/^([\w-]+ ){0,3}digital (still )?camera$/i,
	// "<Digimax i50 MP3, Samsung #1 MP3>".
	/^<[^<>]*>$/,
	/^(sony dsc|samsung camera pictures|exif[ _]?jpe?g([ _]picture)?|jpe?g|picture|untitled|default)$/i,
	// Folders of cameras, and names of their files.
	/^(dcim[\\/]|(dsc[fn]?|img|pict|imag|p)_?\d{4,}(\.jpe?g)?$)/i,
	// Huawei's modes, Oppo's flags.
	/^(cof|sdr|hdr|hdrpl|edf|dav|mde|nor|oznor|ptr|rhdr|rbt|rpt|btf|bty|fbt|vsl)(_\w+)?$/,
	/^(oplus|hisilicon)[ _]\w+$/i,
	// Data for programs: JSON, XML, lists of "name: value;".
	/^[{[<]/,
	/^\w+: [^;]*;\s*\w+: /,
];

/**
 * Returns the first text that somebody may have written about a photo, as its title or caption; `null` if there is none.
 *
 * @example
 * firstCaption("OLYMPUS DIGITAL CAMERA", "Boats"); // "Boats"
 */
export function firstCaption(...values: readonly unknown[]): string | null {
	const isWritten = (text: string) => !BOILERPLATE.some((pattern) => pattern.test(text));
	return values.map(cleanText).find((text) => text !== null && isWritten(text)) ?? null;
}
