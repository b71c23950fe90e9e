import { viewOf } from "../bytes/bytes.ts";
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
	/** Pixels: the logical screen. */
	readonly width: number;
	/** Pixels: the logical screen. */
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
 * Walks a GIF's blocks to its trailer and counts its frames (GIF89a, section 12 and appendix B).
 *
 * @throws {WidthwiseError} `truncated-file` if the bytes end before the trailer, `unreadable-image`
 *   if the structure is invalid or a frame is outside the screen
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
	const width = view.getUint16(6, true);
	const height = view.getUint16(8, true);
	if (width === 0 || height === 0) throw unreadable("GIF", "its width or height is zero");
	const screenEnd = 13 + colourTableBytes(view.getUint8(10));
	const blocks: GifBlock[] = [];
	let hasAlpha = false;
	for (let at = screenEnd; blocks.length < MAX_BLOCKS; at = blocks.at(-1)?.end ?? at) {
		const block: Uint8Array = yield* bytesAt(at, 10);
		if (block.length === 0) throw truncated("GIF");
		if (block[0] === BLOCK.TRAILER) {
			const frames = blocks.filter(({ type }) => type === "image").length;
			if (frames === 0) throw unreadable("GIF", "it has no image data");
			return { width, height, hasAlpha, frames, screenEnd, blocks, end: at + 1 };
		}
		if (block[0] === BLOCK.IMAGE) {
			blocks.push({ type: "image", start: at, end: yield* endOfImage(at, block, width, height) });
		} else if (block[0] === BLOCK.EXTENSION) {
			hasAlpha ||= block[1] === LABEL.GRAPHIC_CONTROL && ((block[3] ?? 0) & 1) === 1;
			blocks.push({ type: "extension", start: at, end: yield* endOfSubBlocks(at + 2) });
		} else {
			throw unreadable("GIF", "a block has an invalid type");
		}
	}
	throw unreadable("GIF", "it has too many blocks");
}

function* endOfImage(at: number, block: Uint8Array, width: number, height: number): Parse<number> {
	if (block.length < 10) throw truncated("GIF");
	const view = viewOf(block);
	const right = view.getUint16(1, true) + view.getUint16(5, true);
	const bottom = view.getUint16(3, true) + view.getUint16(7, true);
	// GIF89a, 20: a frame fits on the screen. Decoders that grow the screen could exceed the pixel
	// limit.
	if (right > width || bottom > height) {
		throw unreadable("GIF", "a frame is larger than the picture");
	}
	// A colour table and one byte of LZW code size precede the data.
	return yield* endOfSubBlocks(at + 10 + colourTableBytes(view.getUint8(9)) + 1);
}

/**
 * GIF89a, 18 and 20: the high bit is set if there is a table; the low three bits encode its length.
 */
function colourTableBytes(packed: number): number {
	return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/** GIF89a, 15: a sub-block is a length and that many bytes; a length of 0 ends the sequence. */
function* endOfSubBlocks(start: number): Parse<number> {
	let chunkStart = start;
	let length = 256;
	while (true) {
		const chunk: Uint8Array = yield* bytesAt(chunkStart, length);
		if (chunk.length === 0) throw truncated("GIF");
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
