import { copyOf, textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { eraseColours } from "./icc-colours.ts";

/** The tags that colours are converted with (ICC.1:2022, 9.2). */
const COLOUR_TAG = /^(wtpt|chad|cicp|[rgb]XYZ|[rgbk]TRC|A2B[012])$/;

/** The texts that a profile may contain, without their NULs, whichever type they have. */
const PLAIN_TEXT =
	/^(mluc[^\w ]{2}enUS.[^\w ]|desc.|text)(sRGB|Display P3|Adobe RGB|RGB|Grey|CMYK|Lab|Not stated)$/s;

const HEADER_BYTES = 128;
const MAX_TAGS = 100;
const MAX_TEXT_BYTES = 300;

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
	const unknown: string[] = [];
	for (let entry = HEADER_BYTES + 4; entry < tableEnd; entry += 12) {
		const [start, length] = [view.getUint32(entry + 4), view.getUint32(entry + 8)];
		const element = profile.subarray(start, start + length);
		const tag = textAt(profile, entry, 4);
		const isText = tag === "desc" || tag === "cprt";
		if (!isText && !COLOUR_TAG.test(tag)) unknown.push(tag);
		else if (isText ? !isPlainText(element) : isTextType(element)) {
			found.add("text in the colour profile");
		} else eraseColours(rest, element, start);
	}
	if (unknown.length > 0) found.add(`unknown data in the colour profile (${unknown.join(", ")})`);
	// What was found is not erased.
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

/** A colour of a text type would be erased as if it were a description. */
function isTextType(element: Uint8Array): boolean {
	return /^(mluc|desc|text)$/.test(textAt(element, 0, 4));
}

function isPlainText(element: Uint8Array): boolean {
	return (
		element.length < MAX_TEXT_BYTES &&
		PLAIN_TEXT.test(textAt(element, 0, MAX_TEXT_BYTES).replaceAll("\0", ""))
	);
}
