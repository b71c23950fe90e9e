import { concat, textAt, viewOf } from "../bytes/bytes.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { BLOCK, type GifBlock, type GifLayout, LABEL } from "./walk.ts";

/** GIF89a, 23: introducer, label and block size, then four bytes of timing and transparency. */
const CONTROL_BYTES = 7;

/** GIF89a, 26: introducer, label and block size, then eight bytes of identifier and three of code. */
const APPLICATION_BYTES = 14;
const NAME_BYTES = 11;

/** Applications that say how often an animation repeats: in a sub-block of 1 and a 16-bit number. */
const LOOPS: readonly string[] = ["NETSCAPE2.0", "ANIMEXTS1.0"];
const LOOP_BYTES = 3;
const LOOP_ID = 1;

/** Of the sub-blocks of such an application; it has one or two. */
const MAX_LOOP_BLOCKS = 16;

/** The colour profile, and the offset of its signature (ICC.1, B.6 and 7.2). */
const PROFILE = "ICCRGBG1012";
const PROFILE_HEADER_BYTES = 128;
const PROFILE_SIGNATURE_OFFSET = 36;

/** GIF89a, 15: a byte says how many follow. */
const MAX_SUB_BLOCK = 255;

const END = new Uint8Array(1);

/**
 * Strips a GIF to its frames with their timing and transparency, the number of repeats and the colours
 * of its profile. Colour tables and compressed pixels are copied byte for byte; comments, texts, the data of
 * other applications, bytes behind what an extension needs, and bytes after the trailer are dropped.
 *
 * @param bytes the whole file; only read
 *
 * @example
 * const stripped = stripGif(bytes, parseBytes(bytes, walkGif()));
 */
export function stripGif(bytes: Uint8Array, layout: GifLayout): Uint8Array<ArrayBuffer> {
	const profile = layout.blocks.find((block) => isProfile(bytes, block));
	const stripBlock = (block: GifBlock): readonly Uint8Array[] => {
		if (block.type === "image") return [bytes.subarray(block.start, block.end)];
		return block === profile ? stripProfile(bytes, block) : stripExtension(bytes, block);
	};
	return concat([
		bytes.subarray(0, layout.screenEnd),
		...layout.blocks.flatMap(stripBlock),
		Uint8Array.of(BLOCK.TRAILER),
	]);
}

/** The parts of an extension that stay. */
function stripExtension(bytes: Uint8Array, { start, end }: GifBlock): readonly Uint8Array[] {
	const [, label, blockSize] = bytes.subarray(start, end);
	if (label === LABEL.GRAPHIC_CONTROL && blockSize === CONTROL_BYTES - 3) {
		return [bytes.subarray(start, start + CONTROL_BYTES), END];
	}
	if (!LOOPS.includes(applicationName(bytes, start) ?? "")) return [];
	const loop = loopIn(bytes, start + APPLICATION_BYTES);
	if (!loop) return [];
	return [bytes.subarray(start, start + APPLICATION_BYTES), Uint8Array.of(LOOP_BYTES), loop, END];
}

/** The colours of a profile, in sub-blocks. */
function stripProfile(bytes: Uint8Array, { start }: GifBlock): readonly Uint8Array[] {
	const data = start + APPLICATION_BYTES;
	const colours = publicProfile(joinSubBlocks(bytes, data));
	if (!colours) return [];
	const parts: Uint8Array[] = [];
	for (let at = 0; at < colours.length; at += MAX_SUB_BLOCK) {
		const part = colours.subarray(at, at + MAX_SUB_BLOCK);
		parts.push(Uint8Array.of(part.length), part);
	}
	return [bytes.subarray(start, data), ...parts, END];
}

/** A profile that declares another length than it has may have something else behind it. */
function isProfile(bytes: Uint8Array, { type, start }: GifBlock): boolean {
	if (type !== "extension" || applicationName(bytes, start) !== PROFILE) return false;
	const data = start + APPLICATION_BYTES;
	const length = subBlocksLength(bytes, data);
	if (length < PROFILE_HEADER_BYTES) return false;
	const header = joinSubBlocks(bytes, data, PROFILE_HEADER_BYTES);
	return (
		viewOf(header).getUint32(0) === length && textAt(header, PROFILE_SIGNATURE_OFFSET, 4) === "acsp"
	);
}

/** The identifier and the code of an application extension; `null` for others. */
function applicationName(bytes: Uint8Array, start: number): string | null {
	const isApplication = bytes[start + 1] === LABEL.APPLICATION && bytes[start + 2] === NAME_BYTES;
	return isApplication ? textAt(bytes, start + APPLICATION_BYTES - NAME_BYTES, NAME_BYTES) : null;
}

/** The sub-block that says how often an animation repeats, among the first. */
function loopIn(bytes: Uint8Array, start: number): Uint8Array | null {
	let at = start;
	for (let left = MAX_LOOP_BLOCKS; left > 0; left--) {
		const length = bytes[at] ?? 0;
		if (length === 0) return null;
		if (length === LOOP_BYTES && bytes[at + 1] === LOOP_ID) {
			return bytes.subarray(at + 1, at + 1 + LOOP_BYTES);
		}
		at += 1 + length;
	}
	return null;
}

/** Bytes in sub-blocks that were walked. */
function subBlocksLength(bytes: Uint8Array, start: number): number {
	let sum = 0;
	for (let at = start; (bytes[at] ?? 0) > 0; at += 1 + (bytes[at] ?? 0)) sum += bytes[at] ?? 0;
	return sum;
}

/** The data of sub-blocks that were walked; a file may have millions of one byte. */
function joinSubBlocks(
	bytes: Uint8Array,
	start: number,
	maxBytes: number = subBlocksLength(bytes, start),
): Uint8Array {
	const joined = new Uint8Array(maxBytes);
	let end = 0;
	for (let at = start; (bytes[at] ?? 0) > 0 && end < maxBytes; at += 1 + (bytes[at] ?? 0)) {
		const stop = at + (bytes[at] ?? 0);
		for (let from = at + 1; from <= stop && end < maxBytes; from++)
			joined[end++] = bytes[from] ?? 0;
	}
	return joined;
}
