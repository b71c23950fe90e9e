import { concat, copyOf, textAt, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { measureImageData, type PngHeader } from "./image-data.ts";

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
export type PngLayout = PngHeader & {
	readonly chunks: readonly PngChunk[];
	/** Offset after IEND, or after the last whole chunk; bytes after it are not part of the picture. */
	readonly end: number;
	/** Whether there is an IEND. */
	readonly isEnded: boolean;
};

/** Bytes of the signature before the first chunk. */
export const PNG_SIGNATURE_BYTES = 8;

const MAX_CHUNKS = 100_000;
const MAX_SIDE = 0x7fffffff;

/** Compressed pixels that are measured in a tenth of a second. */
const MAX_MEASURED_BYTES = 4 << 20;

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
 * the CRCs. A file without IEND is whole if all its pixels are there.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `truncated-file` if the bytes end before the last pixel, `unreadable-image`
 *   if the structure is invalid
 *
 * @example
 * const { width, height } = parseBytes(bytes, walkPng(bytes.length));
 */
export function* walkPng(size: number): Parse<PngLayout> {
	const header = yield* readHeader();
	const { chunks, isEnded, lacksImageData } = yield* walkChunks(size);
	if (!chunks.some(({ type }) => type === "IDAT")) {
		throw unreadable("PNG", "it has no image data");
	}
	const layout = { ...header, chunks, isEnded, end: chunks.at(-1)?.end ?? size };
	if (!isEnded && (yield* lacksPixels(layout, lacksImageData))) throw truncated("PNG");
	return layout;
}

type Chunks = Pick<PngLayout, "chunks" | "isEnded"> & {
	/** Whether the file ends inside a chunk of image data. */
	readonly lacksImageData: boolean;
};

function* walkChunks(size: number): Parse<Chunks> {
	const chunks: PngChunk[] = [];
	let at = PNG_SIGNATURE_BYTES;
	while (chunks.length < MAX_CHUNKS) {
		const head: Uint8Array = yield* bytesAt(at, 8);
		const type = textAt(head, 4, 4);
		const end = head.length < 8 ? size + 1 : at + 12 + viewOf(head).getUint32(0);
		if (head.length === 8 && !/^[A-Za-z]{4}$/.test(type)) {
			throw unreadable("PNG", "a chunk has an invalid type");
		}
		if (end > size && mayEnd(chunks)) {
			return { chunks, isEnded: false, lacksImageData: type === "IDAT" };
		}
		if (end > size) throw truncated("PNG");
		chunks.push({ type, start: at, end });
		at = end;
		if (type === "IEND") return { chunks, isEnded: true, lacksImageData: false };
	}
	throw unreadable("PNG", "it has too many chunks");
}

/** Whether a file may end inside a chunk: after image data, if no frames of an animation follow. */
function mayEnd(chunks: readonly PngChunk[]): boolean {
	const hasImageData = chunks.some(({ type }) => type === "IDAT");
	return hasImageData && chunks.every(({ type }) => type !== "acTL");
}

/** Whether pixels are missing. The decoder finds that out for a picture of many megabytes. */
function* lacksPixels(layout: PngLayout, lacksImageData: boolean): Parse<boolean> {
	const data = layout.chunks.filter(({ type }) => type === "IDAT");
	if (data.reduce((sum, { start, end }) => sum + end - start, 0) > MAX_MEASURED_BYTES) {
		return lacksImageData;
	}
	const parts: Uint8Array[] = [];
	for (const { start, end } of data) {
		parts.push(copyOf(yield* bytesAt(start + 8, end - start - 12)));
	}
	return measureImageData(layout, concat(parts)).state === "incomplete";
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

/** PNG 11.2.1: IHDR comes first and contains 13 bytes. */
function* readHeader(): Parse<PngHeader> {
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
	const bitDepth = view.getUint8(16);
	if (!BIT_DEPTHS[colourType]?.includes(bitDepth)) {
		throw unreadable("PNG", "its colour type or bit depth is invalid");
	}
	return { width, height, colourType, bitDepth, isInterlaced: view.getUint8(20) === 1 };
}
