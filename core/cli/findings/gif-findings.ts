import { textAt } from "../../formats/bytes/bytes.ts";
import { truncated, unreadable } from "../../formats/bytes/damage.ts";

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

/** The colour profile (ICC.1, B.6). */
const PROFILE = "ICCRGBG1012";

/**
 * Names what a GIF has besides its pictures, their timing and the colour profile.
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * const gif = atob("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
 * gifFindings(Uint8Array.from(gif, (byte) => byte.charCodeAt(0))); // []
 */
export function gifFindings(bytes: Uint8Array): readonly string[] {
	const found = new Set<string>();
	let at = SCREEN_BYTES + tableBytes(bytes[SCREEN_BYTES - 3] ?? 0);
	while (bytes[at] !== BLOCK.TRAILER) {
		if (bytes[at] === BLOCK.IMAGE) {
			// A colour table and a byte of LZW code size precede the data.
			const start = at + IMAGE_BYTES + tableBytes(bytes[at + IMAGE_BYTES - 1] ?? 0) + 1;
			at = endOfSubBlocks(bytes, start);
		} else if (bytes[at] === BLOCK.EXTENSION) {
			const end = endOfSubBlocks(bytes, at + 2);
			const name = nameOf(bytes.subarray(at, end));
			if (name !== null) found.add(name);
			at = end;
		} else if (at >= bytes.length) throw truncated("GIF");
		else throw unreadable("GIF", "a block has an invalid type");
	}
	if (at + 1 < bytes.length) found.add("data after the image");
	return [...found];
}

/** Names an extension that is neither timing, nor repetition, nor a colour profile. */
function nameOf(extension: Uint8Array): string | null {
	switch (extension[1]) {
		case LABEL.GRAPHIC_CONTROL:
			return extension.length === 8 ? null : "unknown data";
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

/** The application's name is in the first sub-block, its data in the next ones. */
function nameOfApplication(extension: Uint8Array): string | null {
	const name = textAt(extension, 3, 11);
	if (name === PROFILE) return null;
	const isLoop = LOOPS.includes(name) && extension.length === 14 + 1 + LOOP_BYTES + 1;
	if (isLoop) return null;
	return name === "XMP DataXMP" ? "XMP" : `unknown data (${name})`;
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
