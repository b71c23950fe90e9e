import { WidthwiseError } from "../../errors.ts";
import { concat, latin1, viewOf } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { parseBytes } from "../bytes/parse.ts";
import { storeZlib } from "../deflate/store.ts";
import type { FreshExif } from "../exif/exif.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { crc32 } from "./crc32.ts";
import { hasExactFrames } from "./frames.ts";
import { measureImageData } from "./image-data.ts";
import { pictureChunks } from "./picture-chunks.ts";
import { pngProfile } from "./profile.ts";
import { PNG_SIGNATURE_BYTES, type PngChunk, type PngLayout, pngExif } from "./walk.ts";

const NOTHING = new Uint8Array(0);

/** The bytes of a chunk besides its data: length, type and CRC. */
const [HEAD_BYTES, CRC_BYTES] = [8, 4];

/**
 * Strips a PNG to the chunks that decoders read for its picture, and its profile to its colours.
 * Compressed pixels are copied byte for byte, and CRCs are computed. Bytes after the pixels, and after
 * IEND, are dropped. An animation stays one.
 *
 * @param bytes the whole file; only read
 * @param fresh makes the EXIF block of the copy
 *
 * @throws {WidthwiseError} `unreadable-image` if pixels are missing or cannot be decoded,
 *   `unsupported-format` if the compressed pixels go on below the picture or a frame
 *
 * @example
 * const layout = parseBytes(bytes, walkPng(bytes.length));
 * const stripped = stripPng(bytes, layout, () => new Uint8Array(0));
 */
export function stripPng(
	bytes: Uint8Array,
	layout: PngLayout,
	fresh: FreshExif,
): Uint8Array<ArrayBuffer> {
	const exif = fresh(parseBytes(bytes, pngExif(layout)));
	const kept = pictureChunks(bytes, layout);
	if (!hasExactFrames(bytes, layout, kept)) throw cannotKeep("its frames");
	const profile = profileChunk(bytes, layout);
	const imageData = exactImageData(bytes, layout);
	const copy = (chunk: PngChunk): Uint8Array =>
		chunk.type === "iCCP" ? profile : (imageData.get(chunk) ?? copyChunk(bytes, layout, chunk));
	return concat([
		bytes.subarray(0, PNG_SIGNATURE_BYTES),
		...kept.slice(0, 1).map(copy),
		...(exif.length === 0 ? [] : [pngChunk("eXIf", exif)]),
		...kept.slice(1).map(copy),
		pngChunk("IEND", new Uint8Array(0)),
	]);
}

/** Decoders ignore colours of a palette that no pixel of its bit depth can have (PNG 11.2.2). */
function copyChunk(bytes: Uint8Array, { bitDepth }: PngLayout, chunk: PngChunk): Uint8Array {
	const data = bytes.subarray(chunk.start + HEAD_BYTES, chunk.end - CRC_BYTES);
	return pngChunk(chunk.type, chunk.type === "PLTE" ? data.subarray(0, 3 << bitDepth) : data);
}

/** The IDAT chunks as they stay: up to the end of their zlib stream. */
function exactImageData(bytes: Uint8Array, layout: PngLayout): ReadonlyMap<PngChunk, Uint8Array> {
	const chunks = layout.chunks.filter(({ type }) => type === "IDAT");
	const data = chunks.map(({ start, end }) => bytes.subarray(start + HEAD_BYTES, end - CRC_BYTES));
	const measured = measureImageData(layout, concat(data));
	if (measured.state === "incomplete") throw unreadable("PNG", "its pixels cannot be decoded");
	if (measured.state === "longer") throw cannotKeep("its picture");
	const exact = new Map<PngChunk, Uint8Array>();
	let left = measured.bytes;
	for (const [index, chunk] of chunks.entries()) {
		const part = data[index] ?? new Uint8Array(0);
		const isWhole = part.length <= left;
		if (!isWhole) exact.set(chunk, left > 0 ? pngChunk("IDAT", part.subarray(0, left)) : NOTHING);
		left = Math.max(0, left - part.length);
	}
	return exact;
}

/** PNG 11.3.2.3: a name, a NUL, the compression method and the profile; empty if there is none. */
function profileChunk(bytes: Uint8Array, layout: PngLayout): Uint8Array {
	const profile = pngProfile(bytes, layout);
	const colours = profile && publicProfile(profile);
	return colours
		? pngChunk("iCCP", concat([latin1("icc\0\0"), storeZlib(colours)]))
		: new Uint8Array(0);
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
	const typed = concat([latin1(type), data]);
	const numbers = new Uint8Array(8);
	viewOf(numbers).setUint32(0, data.length);
	viewOf(numbers).setUint32(4, crc32(typed));
	return concat([numbers.subarray(0, 4), typed, numbers.subarray(4)]);
}

function cannotKeep(what: string): WidthwiseError {
	return new WidthwiseError(
		"unsupported-format",
		`The PNG file contains more than the pixels of ${what}: re-encode it first`,
	);
}
