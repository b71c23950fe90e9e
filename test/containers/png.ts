import { crc32, deflateSync } from "node:zlib";
import { big, join, noise } from "./bytes.ts";
import { richExif } from "./exif.ts";
import { cleanProfile } from "./icc.ts";
import { XMP_PACKET } from "./metadata.ts";

/** Makes a chunk with its CRC. */
export function chunk(type: string, data: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
	const typed = join(type, data);
	return join(big(data.length, 4), typed, big(crc32(typed), 4));
}

export const SIGNATURE: Uint8Array = join(0x89, "PNG\r\n\x1a\n");
/** Makes a chunk with a colour profile; level 0 stores it uncompressed. */
export function iccChunk(profile: Uint8Array, name = "icc", level = 6): Uint8Array {
	return chunk("iCCP", join(name, 0, 0, deflateSync(profile, { level })));
}

export const ICC_CHUNK: Uint8Array = iccChunk(cleanProfile(), "icc", 0);

/** Makes an IHDR chunk; colour type 6 is RGB with alpha. */
export function header(width: number, height: number, colourType = 6): Uint8Array<ArrayBuffer> {
	return chunk("IHDR", join(big(width, 4), big(height, 4), 8, colourType, 0, 0, 0));
}

const DATA: readonly Uint8Array[] = [0, 1].map((part) => {
	const rows = Array.from({ length: 10 }, (_, row) => join(0, noise(80, row + 1)));
	const data = deflateSync(join(...rows));
	const half = data.length >> 1;
	return chunk("IDAT", part === 0 ? data.subarray(0, half) : data.subarray(half));
});

/** Pixels for a header of 20 by 10, and the end of the file. */
export const PIXELS: readonly Uint8Array[] = [...DATA, chunk("IEND")];

/** The parts that stripping must keep, in order: 20 by 10 pixels that can be decoded. */
export const PICTURE: readonly Uint8Array[] = [
	header(20, 10),
	ICC_CHUNK,
	chunk("pHYs", join(big(2835, 4), big(2835, 4), 1)),
	...DATA,
];

/**
 * The metadata that a PNG can contain and that stripping must remove, with the name of each
 * finding.
 */
export const PLANTS: Readonly<Record<string, readonly [name: string, part: Uint8Array]>> = {
	exif: ["EXIF", chunk("eXIf", richExif())],
	xmp: ["XMP", chunk("iTXt", join("XML:com.adobe.xmp\0\0\0\0\0", XMP_PACKET))],
	text: ["PNG text", chunk("tEXt", join("Comment\0SECRET-TEXT"))],
	author: ["PNG text", chunk("tEXt", join("Author\0Ada of PNG"))],
	compressed: ["PNG text", chunk("zTXt", join("Raw\0\0", deflateSync("SECRET-ZTXT")))],
	time: ["time", chunk("tIME", join(big(2020, 2), 1, 2, 3, 4, 5))],
	palette: ["unknown data (sPLT)", chunk("sPLT", join("SECRET-SPLT\0", 8))],
	private: ["unknown data (prVt)", chunk("prVt", join("SECRET-PRIVATE"))],
	critical: ["unknown data (CgBI)", chunk("CgBI", join("SECRET-CGBI"))],
};

/** Makes a PNG of the picture, with extra parts after its header, before its end and after it. */
export function png(
	before: readonly Uint8Array[] = [],
	between: readonly Uint8Array[] = [],
	after: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
	const [first = SIGNATURE, ...rest] = PICTURE;
	return join(SIGNATURE, first, ...before, ...rest, ...between, chunk("IEND"), after);
}
