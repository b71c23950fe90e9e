import { concat, viewOf } from "../bytes/bytes.ts";
import { measureImageData, type PngHeader } from "./image-data.ts";
import type { PngChunk } from "./walk.ts";

/** A chunk's length and type, and the number that precedes a frame's data (PNG 11.3.6). */
const [HEAD_BYTES, NUMBER_BYTES, CRC_BYTES] = [8, 4, 4];

/**
 * Whether the data of every frame that has its own is exactly its pixels: one zlib stream, with nothing
 * after it and no rows below the frame.
 *
 * @param bytes the whole file; only read
 * @param chunks those of the picture, in the order of the file
 *
 * @example
 * hasExactFrames(bytes, layout, pictureChunks(bytes, layout)); // true
 */
export function hasExactFrames(
	bytes: Uint8Array,
	header: PngHeader,
	chunks: readonly PngChunk[],
): boolean {
	const frames: { readonly control: PngChunk; readonly parts: Uint8Array[] }[] = [];
	for (const chunk of chunks) {
		if (chunk.type === "fcTL") frames.push({ control: chunk, parts: [] });
		const data = bytes.subarray(chunk.start + HEAD_BYTES + NUMBER_BYTES, chunk.end - CRC_BYTES);
		if (chunk.type === "fdAT") frames.at(-1)?.parts.push(data);
	}
	return frames.every(({ control, parts }) => {
		if (parts.length === 0) return true;
		const sides = viewOf(bytes.subarray(control.start + HEAD_BYTES + NUMBER_BYTES));
		const size = { width: sides.getUint32(0), height: sides.getUint32(4) };
		const data = concat(parts);
		const measured = measureImageData({ ...header, ...size }, data);
		return measured.state === "complete" && measured.bytes === data.length;
	});
}
