import { concat, latin1, startsWith, viewOf } from "../bytes/bytes.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import type { Blocks } from "../container/container.ts";
import { withoutSignature } from "../exif/exif.ts";
import { textOfChunk } from "./texts.ts";
import type { PngLayout } from "./walk.ts";

/** The metadata that ImageMagick puts into texts. */
export type RawProfiles = Pick<Blocks, "exif" | "xmp" | "iptc">;

/** The keyword, before the name of the profile: "exif", "APP1", "xmp" or "iptc". */
const KEYWORD = "Raw profile type ";

const XMP_SIGNATURE = "http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP_SIGNATURE = "Photoshop 3.0\0";

/** Of a text in hexadecimal, with line breaks. */
const MAX_TEXT_BYTES = 1 << 20;

/** What a JPEG's segment has room for. */
const MAX_SEGMENT_BYTES = 65_000;

const MAX_PROFILES = 8;

/**
 * Reads EXIF, XMP and IPTC from the texts in which ImageMagick, and others after it, store them: an
 * empty line, the profile's name, its length, and its bytes in hexadecimal. Older than the chunk eXIf.
 *
 * @example
 * const layout = parseBytes(bytes, walkPng(bytes.length));
 * const { exif } = parseBytes(bytes, pngRawProfiles(layout));
 */
export function* pngRawProfiles(layout: PngLayout): Parse<RawProfiles> {
	const found: { -readonly [Kind in keyof RawProfiles]: RawProfiles[Kind] } = {
		...{ exif: null, xmp: null, iptc: null },
	};
	let left = MAX_PROFILES;
	for (const { type, start, end } of layout.chunks) {
		if ((type !== "tEXt" && type !== "zTXt") || left === 0) continue;
		const head: Uint8Array = yield* bytesAt(start + 8, KEYWORD.length);
		if (!startsWith(head, KEYWORD)) continue;
		left--;
		const data: Uint8Array = yield* bytesAt(start + 8, Math.min(end - start - 12, MAX_TEXT_BYTES));
		const text = textOfChunk(type, data, MAX_TEXT_BYTES);
		const profile = text && decodeProfile(text);
		if (!profile) continue;
		const name = nameOf(data);
		if (/^(exif|app1)$/.test(name) && startsWith(profile, "Exif\0\0")) {
			found.exif ??= withoutSignature(profile);
		} else if (name === "app1" && startsWith(profile, XMP_SIGNATURE)) {
			found.xmp ??= profile.subarray(XMP_SIGNATURE.length);
		} else if (name === "xmp") found.xmp ??= profile;
		else if (name === "iptc") found.iptc ??= iptcJpeg(profile);
	}
	return found;
}

function nameOf(data: Uint8Array): string {
	const name = data.subarray(KEYWORD.length, Math.max(KEYWORD.length, data.indexOf(0)));
	return String.fromCharCode(...name.subarray(0, 20)).toLowerCase();
}

/** The bytes after the third line break: two hexadecimal digits for each, and white space. */
function decodeProfile(text: Uint8Array): Uint8Array | null {
	const lines = new TextDecoder("latin1").decode(text).split("\n");
	const digits = lines.slice(3).join("").replace(/\s/g, "");
	if (digits.length === 0 || !/^[\da-f]*$/i.test(digits)) return null;
	return Uint8Array.from({ length: digits.length >> 1 }, (_, i) =>
		Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
	);
}

/** A JPEG of one segment: Photoshop's resources, or the IPTC datasets alone in one of these. */
function iptcJpeg(profile: Uint8Array): Uint8Array | null {
	if (profile.length > MAX_SEGMENT_BYTES) return null;
	const length = new Uint8Array(4);
	viewOf(length).setUint32(0, profile.length);
	const isDatasets = profile[0] === 0x1c;
	const payload = concat([
		latin1(startsWith(profile, PHOTOSHOP_SIGNATURE) ? "" : PHOTOSHOP_SIGNATURE),
		...(isDatasets ? [latin1("8BIM\x04\x04\0\0"), length] : []),
		profile,
	]);
	const head = Uint8Array.of(0xff, 0xd8, 0xff, 0xed, 0, 0);
	viewOf(head).setUint16(4, payload.length + 2);
	return concat([head, payload, Uint8Array.of(0xff, 0xd9)]);
}
