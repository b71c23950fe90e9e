import { concat, latin1, viewOf } from "../bytes/bytes.ts";
import { parseBytes } from "../bytes/parse.ts";
import { storeZlib } from "../deflate/store.ts";
import type { FreshExif } from "../exif/exif.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { crc32 } from "./crc32.ts";
import { pngProfile } from "./profile.ts";
import { PNG_SIGNATURE_BYTES, type PngChunk, type PngLayout, pngExif } from "./walk.ts";

/**
 * The chunks that decoding needs, and those that define colours and pixels (PNG 5.6). All others
 * are text, time, EXIF, suggested palettes or private.
 */
const KEPT: readonly string[] = [
	...["IHDR", "PLTE", "IDAT", "tRNS", "acTL", "fcTL", "fdAT"],
	...["iCCP", "sRGB", "gAMA", "cHRM", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs"],
];

/**
 * Strips a PNG to the chunks in {@link KEPT}, and its profile to its colours. Image data is copied
 * byte for byte; bytes after IEND are dropped.
 *
 * @param bytes the whole file; only read
 * @param fresh makes the EXIF block of the copy
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
	const { chunks } = layout;
	const first = chunks.find(({ type }) => type === "iCCP");
	const kept = chunks.filter(
		(chunk) => KEPT.includes(chunk.type) && (chunk.type !== "iCCP" || chunk === first),
	);
	const profile = profileChunk(bytes, layout);
	const copy = ({ type, start, end }: PngChunk): Uint8Array =>
		type === "iCCP" ? profile : bytes.subarray(start, end);
	return concat([
		bytes.subarray(0, PNG_SIGNATURE_BYTES),
		...kept.slice(0, 1).map(copy),
		...(exif.length === 0 ? [] : [pngChunk("eXIf", exif)]),
		...kept.slice(1).map(copy),
		pngChunk("IEND", new Uint8Array(0)),
	]);
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
