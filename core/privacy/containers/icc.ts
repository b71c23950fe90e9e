import { copyOf, textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { eraseColours } from "./icc-colours.ts";

/** The tags that colours are converted with (ICC.1:2022, 9.2). */
const COLOUR_TAG = /^(wtpt|chad|cicp|[rgb]XYZ|[rgbk]TRC|(A2B|B2A)[012])$/;

/** The texts that a profile may contain, without their NULs, whichever type they have. */
const PLAIN_TEXT =
	/^(mluc[^\w ]{2}enUS.[^\w ]|desc.|text)(sRGB|Display P3|Adobe RGB|RGB|Grey|CMYK|Lab|Not stated)$/s;

const HEADER_BYTES = 128;
const MAX_TAGS = 100;

/**
 * Lists what a colour profile contains besides colours. It erases all that describes colours; what is
 * left must be zeros. It shares no code with what reduces profiles.
 *
 * @param profile zeros may follow it
 *
 * @example
 * verifyIcc(profile); // ["text in the colour profile"]
 */
export function verifyIcc(profile: Uint8Array): readonly string[] {
	const damaged = ["damaged colour profile"];
	if (profile.length < HEADER_BYTES + 4 || textAt(profile, 36, 4) !== "acsp") return damaged;
	const view = viewOf(profile);
	const tableEnd = HEADER_BYTES + 4 + 12 * Math.min(view.getUint32(HEADER_BYTES), MAX_TAGS + 1);
	if (tableEnd > HEADER_BYTES + 4 + 12 * MAX_TAGS || tableEnd > profile.length) return damaged;
	const rest = copyOf(profile);
	const found = new Set<string>();
	eraseHeader(rest);
	if (rest.subarray(0, HEADER_BYTES).some((byte) => byte !== 0)) {
		found.add("maker of the colour profile");
	}
	rest.fill(0, 0, tableEnd);
	for (let entry = HEADER_BYTES + 4; entry < tableEnd; entry += 12) {
		const [start, length] = [view.getUint32(entry + 4), view.getUint32(entry + 8)];
		const element = profile.subarray(start, start + length);
		const name = nameOf(textAt(profile, entry, 4), element);
		if (name === null) eraseColours(rest, element, start);
		else found.add(name);
	}
	// An element with a name is not erased.
	if (found.size === 0 && rest.some((byte) => byte !== 0)) found.add("data in the colour profile");
	return [...found];
}

/** Erases the fields that describe colours, if they have one of their values (ICC.1:2022, 7.2). */
function eraseHeader(rest: Uint8Array): void {
	const view = viewOf(rest);
	const [version] = rest.subarray(8, 9);
	const spaces = /^(mntr|scnr|prtr|spac)(RGB |GRAY|CMYK|Lab )(XYZ |Lab )$/;
	const d50 = [0xf6d6, 0x10000, 0xd32d];
	const isPlain =
		view.getUint32(0) <= rest.length &&
		(version === 2 || version === 4) &&
		spaces.test(textAt(rest, 12, 12)) &&
		view.getUint32(64) < 4 &&
		d50.every((value, axis) => view.getUint32(68 + 4 * axis) === value);
	if (!isPlain) return;
	rest.fill(0, 0, 4);
	rest.fill(0, 8, 9);
	rest.fill(0, 12, 24);
	rest.fill(0, 36, 40);
	rest.fill(0, 64, 80);
}

/** Names an element that may hold something private. */
function nameOf(tag: string, element: Uint8Array): string | null {
	if (tag === "desc" || tag === "cprt") {
		const text = element.length < 300 ? textAt(element, 0, 300).replaceAll("\0", "") : "";
		return PLAIN_TEXT.test(text) ? null : "text in the colour profile";
	}
	return COLOUR_TAG.test(tag) ? null : `unknown data in the colour profile (${tag})`;
}
