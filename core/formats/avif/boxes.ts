import { textAt, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";

/** A box: size (4 bytes), type (4), perhaps a 64-bit size (8), contents. ISO/IEC 14496-12 4.2. */
export type Box = {
	/** Four characters. */
	readonly type: string;
	/** Offset of the size field. */
	readonly start: number;
	/** Offset of the contents. */
	readonly bodyStart: number;
	/** Offset after the contents. */
	readonly end: number;
};

const MAX_BOXES = 20_000;

/**
 * The top-level boxes of a file, without their contents.
 *
 * @param size Bytes in the file.
 * @throws {WidthwiseError} `truncated-file` if a box ends after the file, `unreadable-image` if sizes
 * make no sense.
 * @example
 * const meta = parseBytes(bytes, walkBoxes(bytes.length)).find(({ type }) => type === "meta");
 */
export function* walkBoxes(size: number): Parse<readonly Box[]> {
	const boxes: Box[] = [];
	for (let at = 0; at < size; ) {
		if (boxes.length === MAX_BOXES) throw unreadable("AVIF", "it has too many boxes");
		const head: Uint8Array = yield* bytesAt(at, 16);
		// Too few bytes for a box are no box: decoders stop there, and so does the picture.
		if (head.length < 8) break;
		const box = readBox(head, at, size);
		if (box.end > size) throw truncated("AVIF");
		boxes.push(box);
		at = box.end;
	}
	return boxes;
}

/**
 * The boxes inside another, from its bytes.
 *
 * @param bytes What the offsets refer to.
 * @throws {WidthwiseError} `unreadable-image` if one does not fit or there are too many.
 */
export function boxesIn(bytes: Uint8Array, start: number, end: number): readonly Box[] {
	const boxes: Box[] = [];
	for (let at = start; at < end; ) {
		if (boxes.length === MAX_BOXES || at + 8 > end) throw badBox();
		const box = readBox(bytes.subarray(at, Math.min(at + 16, end)), at, end);
		if (box.end > end) throw badBox();
		boxes.push(box);
		at = box.end;
	}
	return boxes;
}

function badBox(): Error {
	return unreadable("AVIF", "its boxes do not fit into each other");
}

/** Size 0 means to the end of the enclosing space, size 1 that 64 bits of size follow. */
function readBox(head: Uint8Array, start: number, limit: number): Box {
	const view = viewOf(head);
	const type = textAt(head, 4, 4);
	const size = view.getUint32(0);
	if (size === 0) return { type, start, bodyStart: start + 8, end: limit };
	if (size === 1) {
		if (head.length < 16) throw badBox();
		const large = Number(view.getBigUint64(8));
		if (large < 16) throw badBox();
		return { type, start, bodyStart: start + 16, end: start + large };
	}
	if (size < 8) throw badBox();
	return { type, start, bodyStart: start + 8, end: start + size };
}
