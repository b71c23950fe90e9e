import { textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { unreadable } from "../../formats/bytes/damage.ts";
import type { ExifCheck } from "./exif.ts";
import { verifyIcc } from "./icc.ts";

/** RFC 9649 2.7: the chunks of the picture. */
const PICTURE = /^(VP8X|VP8 |VP8L|ALPH|ANIM|ANMF|ICCP)$/;
const FRAME_HEADER_BYTES = 16;

/** RFC 9649, 2.7: the order of a picture's chunks, in a simple file, an extended one, an animation. */
const SIMPLE = /^(VP8 |VP8L)$/;
const STILL = /^VP8X(,ICCP)?((,ALPH)?,VP8 |,VP8L)$/;
const ANIMATION = /^VP8X(,ICCP)?(,ANIM)?(,ANMF)+$/;
const FRAME = /^((ALPH,)?VP8 |VP8L)$/;

/** RFC 9649, 2.7.1: the bytes of the chunks whose length is known, and a flag of VP8X. */
const LENGTHS: Readonly<Record<string, number>> = { VP8X: 10, ANIM: 6 };
const IS_ANIMATED = 0x02;

/** Where a frame's blending and disposal are, and the reserved bits above them. */
const [FRAME_FLAGS, RESERVED] = [15, 0xfc];

const UNREAD = "data that no decoder reads";

/**
 * Lists what a WebP contains besides its picture.
 *
 * @throws {WidthwiseError} `unreadable-image`.
 * @example
 * verifyWebp(bytes, exifCheck(true, null)); // ["XMP"]
 */
export function verifyWebp(bytes: Uint8Array, checkExif: ExifCheck): readonly string[] {
	const found = new Set<string>();
	const add = (kinds: readonly string[]): void => {
		for (const kind of kinds) found.add(kind);
	};
	const end = 8 + viewOf(bytes).getUint32(4, true);
	if (end < bytes.length) found.add("data after the image");
	const picture: string[] = [];
	let isAnimated = false;
	visitChunks(bytes, 12, Math.min(end, bytes.length), (type, start, stop) => {
		if (PICTURE.test(type)) picture.push(type);
		if (stop - start > (LENGTHS[type] ?? stop)) found.add(UNREAD);
		if (type === "VP8X") isAnimated = ((bytes[start] ?? 0) & IS_ANIMATED) !== 0;
		if (type === "EXIF") add(checkExif(bytes.subarray(start, stop)));
		else if (type === "XMP ") found.add("XMP");
		else if (type === "ICCP") add(verifyIcc(bytes.subarray(start, stop)));
		else if (!PICTURE.test(type)) found.add(`unknown data (${type})`);
		if (type === "ANMF") add(describeFrame(bytes, start, stop));
	});
	const order = picture[0] === "VP8X" ? (isAnimated ? ANIMATION : STILL) : SIMPLE;
	if (!order.test(picture.join())) found.add(UNREAD);
	return [...found];
}

function describeFrame(bytes: Uint8Array, start: number, end: number): readonly string[] {
	const found = new Set<string>();
	const picture: string[] = [];
	visitChunks(bytes, start + FRAME_HEADER_BYTES, end, (type) => {
		if (PICTURE.test(type)) picture.push(type);
		else found.add(`unknown data (${type})`);
	});
	const isPlain = ((bytes[start + FRAME_FLAGS] ?? 0) & RESERVED) === 0;
	if (!isPlain || !FRAME.test(picture.join())) found.add(UNREAD);
	return [...found];
}

function visitChunks(
	bytes: Uint8Array,
	start: number,
	end: number,
	visit: (type: string, start: number, end: number) => void,
): void {
	const view = viewOf(bytes);
	for (let at = start; at < end; ) {
		const length = at + 8 <= end ? view.getUint32(at + 4, true) : end;
		if (at + 8 + length > end) throw unreadable("WebP", "a chunk is longer than the file");
		visit(textAt(bytes, at, 4), at + 8, at + 8 + length);
		at += 8 + length + (length % 2);
	}
}
