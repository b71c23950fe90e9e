import { viewOf } from "../bytes/bytes.ts";
import { crc32 } from "./crc32.ts";
import type { PngChunk, PngLayout } from "./walk.ts";

/** The bytes of a chunk besides its data: length and type, and CRC. */
const [HEAD_BYTES, CRC_BYTES] = [8, 4];

/** The bytes of the chunks that stay, if they always have as many (PNG 11.2 and 11.3). */
const LENGTHS: Readonly<Record<string, number>> = {
	...{ IHDR: 13, sRGB: 1, gAMA: 4, cHRM: 32, cICP: 4, mDCV: 24, cLLI: 8, pHYs: 9 },
	...{ acTL: 8, fcTL: 26 },
};

/** The bytes of the chunks that depend on the colour type, from 0 to 6 (PNG 11.3). */
const LENGTHS_BY_COLOUR: Readonly<Record<string, readonly number[]>> = {
	tRNS: [2, -1, 6, -1, -1, -1, -1],
	sBIT: [1, -1, 3, 3, 2, -1, 4],
	bKGD: [2, -1, 6, 1, 2, -1, 6],
};

const PALETTE = 3;
const MAX_PALETTE_BYTES = 768;

/** Without two frames, a PNG is a still picture. */
const MIN_FRAMES = 2;

/**
 * Selects the chunks that decoders read for the picture and its colours (PNG 5.6). Text, time, EXIF,
 * suggested palettes and private chunks are none; nor are those that come again, too late, with a
 * wrong length or CRC, or without the chunk that they belong to.
 *
 * @param bytes the whole file; only read
 *
 * @example
 * pictureChunks(bytes, layout).map(({ type }) => type); // ["IHDR", "gAMA", "IDAT"]
 */
export function pictureChunks(bytes: Uint8Array, layout: PngLayout): readonly PngChunk[] {
	const animated = isAnimated(layout.chunks);
	const kept = new Map<string, PngChunk>();
	let framed = false;
	return layout.chunks.filter((chunk) => {
		const { type } = chunk;
		const hasPixels = kept.has("IDAT");
		if (type === "fdAT") return animated && framed;
		if (type === "fcTL") {
			const stays = animated && lengthOf(chunk) === LENGTHS[type] && (hasPixels || !kept.has(type));
			framed = stays && hasPixels;
			if (stays) kept.set(type, chunk);
			return stays;
		}
		if (type !== "IDAT" && (hasPixels || kept.has(type))) return false;
		if (type === "acTL" && !animated) return false;
		if (!hasItsLength(chunk, layout, kept.get("PLTE"))) return false;
		if (isAncillary(type) && !hasItsCrc(bytes, chunk)) return false;
		kept.set(type, chunk);
		return true;
	});
}

/** PNG 11.3.6: acTL comes before the pixels. */
function isAnimated(chunks: readonly PngChunk[]): boolean {
	const start = chunks.findIndex(({ type }) => type === "IDAT");
	const whole = (one: PngChunk, type: string): boolean =>
		one.type === type && lengthOf(one) === LENGTHS[type];
	const frames = chunks.filter((chunk) => whole(chunk, "fcTL"));
	return frames.length >= MIN_FRAMES && chunks.slice(0, start).some((one) => whole(one, "acTL"));
}

function hasItsLength(
	chunk: PngChunk,
	{ colourType, bitDepth }: PngLayout,
	palette: PngChunk | undefined,
): boolean {
	const { type } = chunk;
	const length = lengthOf(chunk);
	if (type === "IDAT" || type === "iCCP") return true;
	// A palette of another colour type is only a suggestion (PNG 11.2.2).
	if (type === "PLTE") {
		return colourType === PALETTE && length % 3 === 0 && length <= MAX_PALETTE_BYTES;
	}
	if (type === "tRNS" && colourType === PALETTE) {
		return palette !== undefined && length <= Math.min(lengthOf(palette) / 3, 1 << bitDepth);
	}
	return length === (LENGTHS[type] ?? LENGTHS_BY_COLOUR[type]?.[colourType]);
}

/** PNG 5.4: the first letter of an ancillary chunk is small. Decoders ignore a damaged one. */
function isAncillary(type: string): boolean {
	return /^[a-z]/.test(type);
}

function hasItsCrc(bytes: Uint8Array, { start, end }: PngChunk): boolean {
	const written = viewOf(bytes).getUint32(end - CRC_BYTES);
	return written === crc32(bytes.subarray(start + 4, end - CRC_BYTES));
}

function lengthOf({ start, end }: PngChunk): number {
	return end - start - HEAD_BYTES - CRC_BYTES;
}
