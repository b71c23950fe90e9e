import { copyOf, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";

/** A frame with its colour table, or an extension: from its first byte to the end of its sub-blocks. */
export type GifBlock = {
	readonly type: "image" | "extension";
	readonly start: number;
	readonly end: number;
};

/** The structure of a GIF. */
export type GifLayout = {
	/** Pixels: the logical screen with the first frame. */
	readonly width: number;
	/** Pixels: the logical screen with the first frame. */
	readonly height: number;
	/** Whether any frame has a transparent colour. */
	readonly hasAlpha: boolean;
	readonly frames: number;
	/** Offset after the header, the logical screen and the global colour table. */
	readonly screenEnd: number;
	readonly blocks: readonly GifBlock[];
	/** Offset after the trailer. */
	readonly end: number;
};

/** GIF89a, appendix A: the first byte of each block. */
export const BLOCK = { EXTENSION: 0x21, IMAGE: 0x2c, TRAILER: 0x3b } as const;

/** GIF89a, appendix A: the second byte of the extensions that belong to the picture. */
export const LABEL = { GRAPHIC_CONTROL: 0xf9, APPLICATION: 0xff } as const;

const CHUNK = 64 * 1024;

const MAX_BLOCKS = 200_000;

/**
 * Walks a GIF's blocks to its trailer and counts its frames (GIF89a, section 12 and appendix B). The
 * file may end after any frame: all pixels are there without the trailer. The first frame may be larger
 * than the screen, which then grows, as in browsers; what later frames have beyond it is cut off.
 *
 * @throws {WidthwiseError} `truncated-file` if the bytes end before or inside a frame,
 *   `unreadable-image` if the structure is invalid
 *
 * @example
 * const gif = atob("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
 * const bytes = Uint8Array.from(gif, (byte) => byte.charCodeAt(0));
 * parseBytes(bytes, walkGif()).frames; // 1
 */
export function* walkGif(): Parse<GifLayout> {
	const head = yield* bytesAt(0, 13);
	if (head.length < 13) throw truncated("GIF");
	const view = viewOf(head);
	let [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
	if (width === 0 || height === 0) throw unreadable("GIF", "its width or height is zero");
	const screenEnd = 13 + colourTableBytes(view.getUint8(10));
	const blocks: GifBlock[] = [];
	let hasAlpha = false;
	let frames = 0;
	let at = screenEnd;
	const finish = (end: number): GifLayout => {
		if (frames === 0) throw unreadable("GIF", "it has no image data");
		return { width, height, hasAlpha, frames, screenEnd, blocks, end };
	};
	while (blocks.length < MAX_BLOCKS) {
		const block: Uint8Array = copyOf(yield* bytesAt(at, 10));
		const isImage = block[0] === BLOCK.IMAGE;
		if (block.length === 0 && frames > 0) return finish(at);
		if (block.length === 0 || (isImage && block.length < 10)) throw truncated("GIF");
		if (block[0] === BLOCK.TRAILER) return finish(at + 1);
		if (!isImage && block[0] !== BLOCK.EXTENSION) {
			throw unreadable("GIF", "a block has an invalid type");
		}
		const end: number | null = yield* endOfSubBlocks(isImage ? startOfData(at, block) : at + 2);
		if (end === null && !isImage && frames > 0) return finish(at);
		if (end === null) throw truncated("GIF");
		if (isImage && frames++ === 0) {
			const frame = viewOf(block);
			width = Math.max(width, frame.getUint16(1, true) + frame.getUint16(5, true));
			height = Math.max(height, frame.getUint16(3, true) + frame.getUint16(7, true));
		}
		hasAlpha ||= !isImage && block[1] === LABEL.GRAPHIC_CONTROL && ((block[3] ?? 0) & 1) === 1;
		blocks.push({ type: isImage ? "image" : "extension", start: at, end });
		at = end;
	}
	throw unreadable("GIF", "it has too many blocks");
}

/** GIF89a, 20 and 22: a descriptor, a colour table and one byte of LZW code size precede the data. */
function startOfData(at: number, descriptor: Uint8Array): number {
	return at + 10 + colourTableBytes(descriptor[9] ?? 0) + 1;
}

/**
 * GIF89a, 18 and 20: the high bit is set if there is a table; the low three bits encode its length.
 */
function colourTableBytes(packed: number): number {
	return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/**
 * GIF89a, 15: a sub-block is a length and that many bytes; a length of 0 ends the sequence. `null` if
 * the file ends before.
 */
function* endOfSubBlocks(start: number): Parse<number | null> {
	let chunkStart = start;
	let length = 256;
	while (true) {
		const chunk: Uint8Array = yield* bytesAt(chunkStart, length);
		if (chunk.length === 0) return null;
		let at = 0;
		while (at < chunk.length) {
			const subBlock = chunk[at] ?? 0;
			if (subBlock === 0) return chunkStart + at + 1;
			at += 1 + subBlock;
		}
		chunkStart += at;
		length = CHUNK;
	}
}
