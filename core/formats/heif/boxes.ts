import { textAt, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";

/**
 * A box: size (4 bytes), type (4), optionally a 64-bit size (8), contents. ISO/IEC 14496-12, 4.2.
 */
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
 * Finds the top-level boxes of a file, without reading their contents.
 *
 * @param size bytes in the file
 * @param label the name of the format, for messages: "AVIF"
 *
 * @throws {WidthwiseError} `truncated-file` if a box ends after the file, `unreadable-image` if a
 *   size is invalid or there are too many boxes
 *
 * @example
 * const meta = parseBytes(bytes, walkBoxes(bytes.length, "AVIF")).find(({ type }) => type === "meta");
 */
export function* walkBoxes(size: number, label: string): Parse<readonly Box[]> {
	const boxes: Box[] = [];
	for (let at = 0; at < size; ) {
		if (boxes.length === MAX_BOXES) throw unreadable(label, "it has too many boxes");
		const head: Uint8Array = yield* bytesAt(at, 16);
		// Decoders ignore trailing bytes that are too few for a box.
		if (head.length < 8) break;
		const box = readBox(head, at, size, label);
		if (box.end > size) throw truncated(label);
		boxes.push(box);
		at = box.end;
	}
	return boxes;
}

/**
 * Finds the boxes inside another box.
 *
 * @param bytes the bytes that the offsets refer to
 * @param start offset of the first box
 * @param end offset after the last box
 * @param label the name of the format, for messages: "AVIF"
 *
 * @throws {WidthwiseError} `unreadable-image` if one does not fit or there are too many
 *
 * @example
 * const bytes = Uint8Array.of(0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65);
 * boxesIn(bytes, 0, 8, "AVIF"); // [{ type: "free", start: 0, bodyStart: 8, end: 8 }]
 */
export function boxesIn(
	bytes: Uint8Array,
	start: number,
	end: number,
	label: string,
): readonly Box[] {
	const boxes: Box[] = [];
	for (let at = start; at < end; ) {
		if (boxes.length === MAX_BOXES || at + 8 > end) throw badBox(label);
		const box = readBox(bytes.subarray(at, Math.min(at + 16, end)), at, end, label);
		if (box.end > end) throw badBox(label);
		boxes.push(box);
		at = box.end;
	}
	return boxes;
}

function badBox(label: string): Error {
	return unreadable(label, "its boxes are not nested correctly");
}

/** Size 0 means up to the end of the enclosing box or file, size 1 that a 64-bit size follows. */
function readBox(head: Uint8Array, start: number, limit: number, label: string): Box {
	const view = viewOf(head);
	const type = textAt(head, 4, 4);
	const size = view.getUint32(0);
	if (size === 0) return { type, start, bodyStart: start + 8, end: limit };
	if (size === 1) {
		if (head.length < 16) throw badBox(label);
		const large = Number(view.getBigUint64(8));
		if (large < 16) throw badBox(label);
		return { type, start, bodyStart: start + 16, end: start + large };
	}
	if (size < 8) throw badBox(label);
	return { type, start, bodyStart: start + 8, end: start + size };
}
