import { concat, latin1, viewOf } from "../../formats/bytes/bytes.ts";
import { type Adler32, adler32, MAX_STORED_BYTES, storeZlib } from "../../formats/deflate/store.ts";
import { type Orientation, writeExif } from "../../formats/exif/exif.ts";
import { crc32 } from "../../formats/png/crc32.ts";
import type { DecodedPixels } from "./decode.ts";

/** Colour types by samples of a pixel: PNG 11.2.1. */
const COLOUR_TYPES = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;

const NO_TAGS = { artist: null, copyright: null };

const SIGNATURE = latin1("\x89PNG\r\n\x1a\n");

/** The start of a zlib stream without compression: RFC 1950, 2.2. */
const ZLIB_HEADER = Uint8Array.of(0x78, 0x01);

/** A stored block of no bytes that ends a stream: RFC 1951, 3.2.4. */
const LAST_BLOCK = Uint8Array.of(1, 0, 0, 0xff, 0xff);

/**
 * The transfers of ITU-T H.273 that are the curve of BT.709, a camera's, which displays do not invert:
 * in a photo it counts as sRGB's, as in browsers.
 */
const CAMERA_CURVES: readonly number[] = [1, 6, 11, 12, 14, 15];
const SRGB_CURVE = 13;

/** Bytes of a chunk besides its body: length, type and CRC. */
const CHUNK_BYTES = 12;

/** Bytes of a stored block before its contents. */
const BLOCK_BYTES = 5;

/**
 * Writes pixels as an uncompressed PNG, which an engine reads like any other, with its colours. Each
 * row is a chunk, so that only the PNG itself takes memory.
 *
 * @param orientation how the picture is shown, 1 to 8 as in EXIF; written as EXIF unless it is 1
 *
 * @example
 * const png = uncompressedPng(decodeHeic(libheif, bytes), 1);
 */
export function uncompressedPng(
	pixels: DecodedPixels,
	orientation: Orientation,
): Uint8Array<ArrayBuffer> {
	const head = concat([
		SIGNATURE,
		chunk("IHDR", header(pixels)),
		...colours(pixels),
		...(orientation === 1 ? [] : [chunk("eXIf", writeExif({ ...NO_TAGS, orientation }))]),
		chunk("IDAT", ZLIB_HEADER),
	]);
	const row = rowReader(pixels);
	const rowBytes = row(0).length;
	const blocks = Math.ceil(rowBytes / MAX_STORED_BYTES);
	const rowChunkBytes = CHUNK_BYTES + blocks * BLOCK_BYTES + rowBytes;
	const tailBytes = CHUNK_BYTES + LAST_BLOCK.length + 4 + CHUNK_BYTES;
	const png = new Uint8Array(head.length + pixels.height * rowChunkBytes + tailBytes);
	png.set(head);
	let at = head.length;
	let checksum: Adler32 = adler32(new Uint8Array());
	for (let y = 0; y < pixels.height; y++) {
		const bytes = row(y);
		checksum = adler32(bytes, checksum);
		writeRow(png.subarray(at, at + rowChunkBytes), bytes);
		at += rowChunkBytes;
	}
	const sum = new Uint8Array(4);
	viewOf(sum).setUint32(0, checksum);
	png.set(concat([chunk("IDAT", concat([LAST_BLOCK, sum])), chunk("IEND", new Uint8Array())]), at);
	return png;
}

function header({ width, height, bands, depth }: DecodedPixels): Uint8Array {
	const body = new Uint8Array(13);
	viewOf(body).setUint32(0, width);
	viewOf(body).setUint32(4, height);
	body.set([depth > 8 ? 16 : 8, COLOUR_TYPES[bands]], 8);
	return body;
}

/** PNG, third edition, 11.3.2: `iCCP` or, for RGB in full range, `cICP`. */
function colours({ profile, nclx }: DecodedPixels): readonly Uint8Array[] {
	if (profile) return [chunk("iCCP", concat([latin1("profile\0\0"), storeZlib(profile)]))];
	if (!nclx) return [];
	const transfer = CAMERA_CURVES.includes(nclx.transfer) ? SRGB_CURVE : nclx.transfer;
	return [chunk("cICP", Uint8Array.of(nclx.primaries, transfer, 0, 1))];
}

/** Returns a function that reads a row into the same array each time, after its filter type, none. */
function rowReader({
	width,
	bands,
	depth,
	plane,
	stride,
}: DecodedPixels): (y: number) => Uint8Array {
	const samples = width * bands;
	if (depth <= 8) {
		const bytes = new Uint8Array(1 + samples);
		return (y) => {
			bytes.set(plane.subarray(y * stride, y * stride + samples), 1);
			return bytes;
		};
	}
	const bytes = new Uint8Array(1 + 2 * samples);
	const [from, to] = [viewOf(plane), viewOf(bytes)];
	return (y) => {
		for (let i = 0; i < samples; i++) {
			const sample = from.getUint16(y * stride + 2 * i, true);
			// To the full range of 16 bits: the highest bits are repeated below the lowest.
			to.setUint16(1 + 2 * i, (sample << (16 - depth)) | (sample >> (2 * depth - 16)));
		}
		return bytes;
	};
}

/** Writes a row as a chunk of stored blocks. */
function writeRow(target: Uint8Array, row: Uint8Array): void {
	const view = viewOf(target);
	view.setUint32(0, target.length - CHUNK_BYTES);
	target.set(latin1("IDAT"), 4);
	let at = 8;
	for (let start = 0; start < row.length; start += MAX_STORED_BYTES) {
		const part = row.subarray(start, start + MAX_STORED_BYTES);
		view.setUint16(at + 1, part.length, true);
		view.setUint16(at + 3, ~part.length & 0xffff, true);
		target.set(part, at + BLOCK_BYTES);
		at += BLOCK_BYTES + part.length;
	}
	view.setUint32(at, crc32(target.subarray(4, at)));
}

function chunk(type: string, body: Uint8Array): Uint8Array {
	const bytes = concat([new Uint8Array(4), latin1(type), body, new Uint8Array(4)]);
	viewOf(bytes).setUint32(0, body.length);
	viewOf(bytes).setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
	return bytes;
}
