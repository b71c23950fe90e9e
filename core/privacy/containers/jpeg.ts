import { concat, indexOfBytes, latin1, startsWith, viewOf } from "../../formats/bytes/bytes.ts";
import { truncated } from "../../formats/bytes/damage.ts";
import type { ExifCheck } from "./exif.ts";
import { verifyIcc } from "./icc.ts";
import { createJpegDataCheck } from "./jpeg-data/jpeg-data.ts";

/** Bytes of a part of a colour profile before its data: a signature, its number, their count. */
const PROFILE_HEAD_BYTES = 14;

/** JFIF and Adobe's transform, of which there is one. */
const SINGLE: readonly number[] = [0xe0, 0xee];

const UNREAD = "data that no decoder reads";

/**
 * Lists what a JPEG contains besides its picture. It parses the segments and reads the codes itself, so
 * that it cannot repeat a mistake of the code that strips.
 *
 * @throws {WidthwiseError} `truncated-file`.
 * @example
 * verifyJpeg(bytes, exifCheck(true, null)); // ["comment"]
 */
export function verifyJpeg(bytes: Uint8Array, checkExif: ExifCheck): readonly string[] {
	const found = new Set<string>();
	const view = viewOf(bytes);
	const picture = createJpegDataCheck();
	const profile: Uint8Array[] = [];
	const seen = new Set<number>();
	let at = 2;
	while (at + 4 <= bytes.length && bytes[at + 1] !== 0xd9) {
		if (bytes[at] !== 0xff) {
			found.add("data between segments");
			at = bytes.indexOf(0xff, at);
			if (at < 0) throw truncated("JPEG");
			continue;
		}
		const code = view.getUint8(at + 1);
		if (code === 0xff || code < 0xc0 || (code >= 0xd0 && code <= 0xd7)) {
			at += code === 0xff ? 1 : 2;
			continue;
		}
		const end = at + 2 + Math.max(2, view.getUint16(at + 2));
		const payload = bytes.subarray(at + 4, end);
		for (const kind of describeSegment(code, payload, checkExif)) found.add(kind);
		if (isProfile(code, payload)) profile.push(payload);
		const isAgain = seen.has(code) && SINGLE.includes(code);
		// What says how colours are meant is read before the first scan.
		if (isAgain || (code >= 0xe0 && seen.has(0xda))) found.add(UNREAD);
		seen.add(code);
		at = code === 0xda ? afterScan(bytes, end) : end;
		if (code < 0xe0) picture.segment(code, payload, bytes.subarray(end, at));
	}
	if (at + 2 > bytes.length) throw truncated("JPEG");
	if (at + 2 < bytes.length) found.add("data after the image");
	return [...found, ...describeProfile(profile), ...picture.found()];
}

function isProfile(code: number, payload: Uint8Array): boolean {
	return code === 0xe2 && startsWith(payload, "ICC_PROFILE\0");
}

/** ICC.1:2022, B.4: the parts are numbered from 1, and each says how many there are. */
function describeProfile(parts: readonly Uint8Array[]): readonly string[] {
	if (parts.length === 0) return [];
	const isOrdered = parts.every((part, i) => part[12] === i + 1 && part[13] === parts.length);
	if (!isOrdered) return ["several colour profiles"];
	return verifyIcc(concat(parts.map((part) => part.subarray(PROFILE_HEAD_BYTES))));
}

function describeSegment(
	code: number,
	payload: Uint8Array,
	checkExif: ExifCheck,
): readonly string[] {
	if (code === 0xfe) return ["comment"];
	if (code < 0xe0) return [];
	if (code === 0xe0 && startsWith(payload, "JF")) {
		if (payload.length !== 14 || !startsWith(payload, "JFIF\0")) return ["thumbnail"];
		return isPlainJfif(payload) ? [] : ["unknown data (JFIF)"];
	}
	if (code === 0xe1 && startsWith(payload, "Exif\0")) return checkExif(payload);
	if (code === 0xe1 && startsWith(payload, "http://ns.adobe.com/x")) return ["XMP"];
	if (isProfile(code, payload)) return [];
	if (code === 0xe2 && startsWith(payload, "MPF\0")) return ["MPF"];
	if (code === 0xe2 && startsWith(payload, "urn:iso:std:iso:ts:21496")) return ["gain map"];
	if (code === 0xed && startsWith(payload, "Photoshop 3.0")) {
		const hasIptc = indexOfBytes(payload, latin1("8BIM\x04\x04")) >= 0;
		return [hasIptc ? "IPTC" : "Photoshop data"];
	}
	if (code === 0xee && isPlainAdobe(payload)) return [];
	return [code < 0xf0 ? `unknown data (APP${code - 0xe0})` : "unknown data"];
}

/** T.871, 10.1: version 1.00 to 1.02, a unit, two densities, no thumbnail. */
function isPlainJfif(payload: Uint8Array): boolean {
	const [major, minor = 9, unit = 9, , , , , columns, rows] = payload.subarray(5);
	return major === 1 && minor <= 2 && unit <= 2 && columns === 0 && rows === 0;
}

/** T.872, 6.5.3: version 100, no flags, a colour transform. */
function isPlainAdobe(payload: Uint8Array): boolean {
	const isPlain = startsWith(payload, "Adobe\0\x64\0\0\0\0");
	return isPlain && payload.length === 12 && (payload[11] ?? 9) <= 2;
}

/** Returns the position of the next FF that is not followed by 00, a restart marker or another FF. */
function afterScan(bytes: Uint8Array, start: number): number {
	let at = bytes.indexOf(0xff, start);
	while (at >= 0) {
		const code = bytes[at + 1] ?? 0;
		if (code >= 0xc0 && code !== 0xff && (code < 0xd0 || code > 0xd7)) return at;
		at = bytes.indexOf(0xff, at + 1);
	}
	throw truncated("JPEG");
}
