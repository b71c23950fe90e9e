import { textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { truncated, unreadable } from "../../formats/bytes/damage.ts";
import { verifyIcc } from "./icc.ts";

/** GIF89a, appendix A. */
const BLOCK = { EXTENSION: 0x21, IMAGE: 0x2c, TRAILER: 0x3b } as const;
const LABEL = {
	PLAIN_TEXT: 0x01,
	GRAPHIC_CONTROL: 0xf9,
	COMMENT: 0xfe,
	APPLICATION: 0xff,
} as const;

const SCREEN_BYTES = 13;
const IMAGE_BYTES = 10;

/** Application extensions that say how often an animation repeats, with the length of their data. */
const LOOPS: readonly string[] = ["NETSCAPE2.0", "ANIMEXTS1.0"];
const LOOP_BYTES = 3;

/** The colour profile (ICC.1, B.6), which begins with its own length. */
const PROFILE = "ICCRGBG1012";
const SIGNATURE_OFFSET = 36;

/**
 * Lists what a GIF contains besides its pictures, their timing and one colour profile. It parses the
 * blocks itself, so that it cannot repeat a mistake of the code that strips.
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * const gif = atob("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
 * verifyGif(Uint8Array.from(gif, (byte) => byte.charCodeAt(0))); // []
 */
export function verifyGif(bytes: Uint8Array): readonly string[] {
	const found = new Set<string>();
	let profiles = 0;
	let at = SCREEN_BYTES + tableBytes(bytes[SCREEN_BYTES - 3] ?? 0);
	while (bytes[at] !== BLOCK.TRAILER) {
		if (bytes[at] === BLOCK.IMAGE) {
			// A colour table and a byte of LZW code size precede the data.
			const start = at + IMAGE_BYTES + tableBytes(bytes[at + IMAGE_BYTES - 1] ?? 0) + 1;
			at = endOfSubBlocks(bytes, start);
		} else if (bytes[at] === BLOCK.EXTENSION) {
			const end = endOfSubBlocks(bytes, at + 2);
			const extension = bytes.subarray(at, end);
			const name = nameOf(extension);
			if (name !== null) found.add(name);
			if (name === null && applicationOf(extension) === PROFILE) {
				profiles++;
				// Of several, none is read.
				if (profiles === 1) for (const kind of verifyIcc(profileOf(extension))) found.add(kind);
			}
			at = end;
		} else if (at >= bytes.length) throw truncated("GIF");
		else throw unreadable("GIF", "a block has an invalid type");
	}
	if (profiles > 1) found.add("several colour profiles");
	if (at + 1 < bytes.length) found.add("data after the image");
	return [...found];
}

/** Names an extension that is neither timing, nor repetition, nor a colour profile. */
function nameOf(extension: Uint8Array): string | null {
	switch (extension[1]) {
		case LABEL.GRAPHIC_CONTROL:
			return extension.length === 8 && extension[2] === 4 ? null : "unknown data";
		case LABEL.COMMENT:
			return "comment";
		case LABEL.PLAIN_TEXT:
			return "text";
		case LABEL.APPLICATION:
			return nameOfApplication(extension);
		default:
			return "unknown data";
	}
}

function nameOfApplication(extension: Uint8Array): string | null {
	const name = applicationOf(extension);
	if (name === PROFILE && isProfile(extension)) return null;
	const isLoop = extension.length === 14 + 1 + LOOP_BYTES + 1 && extension[14] === LOOP_BYTES;
	if (LOOPS.includes(name) && isLoop && extension[2] === 11) return null;
	return name === "XMP DataXMP" ? "XMP" : `unknown data (${name})`;
}

/** The application's name is in the first sub-block, its data in the next ones. */
function applicationOf(extension: Uint8Array): string {
	return extension[1] === LABEL.APPLICATION ? textAt(extension, 3, 11) : "";
}

function profileOf(extension: Uint8Array): Uint8Array {
	// The bytes of lengths are left out, one by one: there may be millions.
	const profile = extension.slice(14);
	let end = 0;
	let left = 0;
	for (let at = 14; at + 1 < extension.length; at++) {
		if (left === 0) left = extension[at] ?? 0;
		else {
			profile[end++] = extension[at] ?? 0;
			left--;
		}
	}
	return profile.subarray(0, end);
}

function isProfile(extension: Uint8Array): boolean {
	const profile = profileOf(extension);
	if (profile.length < 128 || extension[2] !== 11) return false;
	const isWhole = viewOf(profile).getUint32(0) === profile.length;
	return isWhole && textAt(profile, SIGNATURE_OFFSET, 4) === "acsp";
}

function tableBytes(packed: number): number {
	return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

function endOfSubBlocks(bytes: Uint8Array, start: number): number {
	let at = start;
	while (at < bytes.length) {
		const length = bytes[at] ?? 0;
		at += 1 + length;
		if (length === 0) return at;
	}
	throw truncated("GIF");
}
