import { textAt, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";

/** A chunk: length (4 bytes), type (4), data, CRC (4). PNG 5.3. */
export type PngChunk = {
	/** Four letters. */
	readonly type: string;
	/** Offset of the length field. */
	readonly start: number;
	/** Offset after the CRC. */
	readonly end: number;
};

/** The structure of a PNG, from IHDR to IEND. */
export type PngLayout = {
	readonly chunks: readonly PngChunk[];
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	/** PNG 11.2.1: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
	readonly colourType: number;
	/** Offset after IEND; bytes after it are not part of the picture. */
	readonly end: number;
};

/** Bytes of the signature before the first chunk. */
export const PNG_SIGNATURE_BYTES = 8;

const MAX_CHUNKS = 100_000;
const MAX_SIDE = 0x7fffffff;

/** The bit depths that each colour type allows: PNG, table 11.1. */
const BIT_DEPTHS: Readonly<Record<number, readonly number[]>> = {
	0: [1, 2, 4, 8, 16],
	2: [8, 16],
	3: [1, 2, 4, 8],
	4: [8, 16],
	6: [8, 16],
};

/**
 * Walks a PNG's chunks from IHDR to IEND (PNG 5.2), without reading their data. The decoder checks
 * the CRCs.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `truncated-file` if the bytes end before IEND, `unreadable-image` if the
 *   structure is invalid
 *
 * @example
 * const { width, height } = parseBytes(bytes, walkPng(bytes.length));
 */
export function* walkPng(size: number): Parse<PngLayout> {
	const header = yield* readHeader();
	const chunks: PngChunk[] = [];
	let at = PNG_SIGNATURE_BYTES;
	while (chunks.length < MAX_CHUNKS) {
		const head: Uint8Array = yield* bytesAt(at, 8);
		if (head.length < 8) throw truncated("PNG");
		const type = textAt(head, 4, 4);
		if (!/^[A-Za-z]{4}$/.test(type)) throw unreadable("PNG", "a chunk has an invalid type");
		const end = at + 12 + viewOf(head).getUint32(0);
		if (end > size) throw truncated("PNG");
		chunks.push({ type, start: at, end });
		at = end;
		if (type === "IEND") break;
	}
	if (chunks.at(-1)?.type !== "IEND") throw unreadable("PNG", "it has too many chunks");
	if (!chunks.some(({ type }) => type === "IDAT")) {
		throw unreadable("PNG", "it has no image data");
	}
	return { chunks, ...header, end: at };
}

/**
 * Reads the EXIF block as a TIFF structure, at most 1 MB; `null` if there is none (PNG 11.3.4.2).
 *
 * @example
 * const layout = parseBytes(bytes, walkPng(bytes.length));
 * const exif = parseBytes(bytes, pngExif(layout));
 */
export function* pngExif(layout: PngLayout): Parse<Uint8Array | null> {
	const chunk = layout.chunks.find(({ type }) => type === "eXIf");
	return chunk ? yield* pngData(chunk) : null;
}

/** A chunk's data, at most 1 MB of it. */
function pngData(chunk: PngChunk): Parse<Uint8Array> {
	return bytesAt(chunk.start + 8, Math.min(chunk.end - chunk.start - 12, 1 << 20));
}

type Header = Pick<PngLayout, "width" | "height" | "colourType">;

/** PNG 11.2.1: IHDR comes first and contains 13 bytes. */
function* readHeader(): Parse<Header> {
	const head = yield* bytesAt(PNG_SIGNATURE_BYTES, 25);
	if (head.length < 25) throw truncated("PNG");
	const view = viewOf(head);
	if (view.getUint32(0) !== 13 || textAt(head, 4, 4) !== "IHDR") {
		throw unreadable("PNG", "it does not start with a header");
	}
	const width = view.getUint32(8);
	const height = view.getUint32(12);
	const colourType = view.getUint8(17);
	if (width === 0 || height === 0 || width > MAX_SIDE || height > MAX_SIDE) {
		throw unreadable("PNG", "its width or height is invalid");
	}
	if (!BIT_DEPTHS[colourType]?.includes(view.getUint8(16))) {
		throw unreadable("PNG", "its colour type or bit depth is invalid");
	}
	return { width, height, colourType };
}
