import { big, join, noise } from "./bytes.ts";
import { richExif } from "./exif.ts";
import { cleanProfile } from "./icc.ts";
import {
	AC_CODES,
	acScan,
	DC_CODES,
	dcScan,
	QUANTISATION,
	restartInterval,
	segment,
} from "./jpeg-scans.ts";
import { photoshopIptc, XMP_PACKET } from "./metadata.ts";

export { segment } from "./jpeg-scans.ts";

export const SOI: Uint8Array = Uint8Array.of(0xff, 0xd8);
export const EOI: Uint8Array = Uint8Array.of(0xff, 0xd9);
export const JFIF: Uint8Array = segment(0xe0, join("JFIF\0", 1, 2, 0, 0, 1, 0, 1, 0, 0));
export const ADOBE: Uint8Array = segment(0xee, join("Adobe", 0, 100, 0, 0, 0, 0, 2));

/** Makes a frame header with three components. */
export function frame(width: number, height: number, marker = 0xc0): Uint8Array<ArrayBuffer> {
	const components = [1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
	return segment(marker, join(8, big(height, 2), big(width, 2), 3, ...components));
}

/** Makes a scan of noise, which cannot be decoded, with a stuffed FF and a restart marker. */
export function scan(seed = 1): Uint8Array<ArrayBuffer> {
	const header = segment(0xda, join(3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0));
	const restart = Uint8Array.of(0xff, 0xd0 + (seed % 8));
	return join(header, noise(90, seed), 0xff, 0, noise(40, seed + 9), restart, noise(30, seed + 5));
}

/** Makes the APP2 segments of a colour profile, of parts of a length in bytes. */
export function iccSegments(profile: Uint8Array, partBytes = 60_000): readonly Uint8Array[] {
	const count = Math.ceil(profile.length / partBytes);
	return Array.from({ length: count }, (_, index) => {
		const part = profile.subarray(index * partBytes, (index + 1) * partBytes);
		return segment(0xe2, join("ICC_PROFILE\0", index + 1, count, part));
	});
}

/** The part that describes the picture's colours. */
export const ICC_SEGMENT: Uint8Array = join(...iccSegments(cleanProfile()));

/**
 * The parts that stripping must keep, in order: a progressive picture with tables between its
 * scans.
 */
export const PICTURE: readonly Uint8Array[] = [
	ICC_SEGMENT,
	ADOBE,
	QUANTISATION,
	frame(640, 480, 0xc2),
	DC_CODES,
	restartInterval(600),
	dcScan(1200, 600),
	AC_CODES,
	acScan(4800, 600, 2),
];

/**
 * The metadata that a JPEG can contain and that stripping must remove, with the name of each
 * finding.
 */
export const PLANTS: Readonly<Record<string, readonly [name: string, part: Uint8Array]>> = {
	exif: ["EXIF", segment(0xe1, join("Exif\0\0", richExif()))],
	xmp: ["XMP", segment(0xe1, join("http://ns.adobe.com/xap/1.0/\0", XMP_PACKET))],
	extendedXmp: [
		"XMP",
		segment(0xe1, join("http://ns.adobe.com/xmp/extension/\0", "0".repeat(32), "SECRET-EXTENDED")),
	],
	iptc: ["IPTC", segment(0xed, photoshopIptc())],
	photoshop: [
		"Photoshop data",
		segment(0xed, join("Photoshop 3.0\0", "8BIM", 4, 0x0c, 0, 0, big(14, 4), "SECRET-PREVIEW")),
	],
	multiPicture: ["MPF", segment(0xe2, join("MPF\0", "SECRET-MPF"))],
	gainMap: ["gain map", segment(0xe2, join("urn:iso:std:iso:ts:21496:-1\0", "SECRET-GAIN"))],
	comment: ["comment", segment(0xfe, join("SECRET-COMMENT"))],
	jfxx: ["thumbnail", segment(0xe0, join("JFXX\0", 0x10, "SECRET-JFXX"))],
	maker: ["unknown data (APP5)", segment(0xe5, join("SECRET-APP5"))],
	reserved: ["unknown data", segment(0xf1, join("SECRET-JPG1"))],
};

/** Makes a JPEG of the picture, with extra parts before it, between its scans and after its end. */
export function jpeg(
	before: readonly Uint8Array[] = [],
	between: readonly Uint8Array[] = [],
	after: Uint8Array = new Uint8Array(0),
): Uint8Array<ArrayBuffer> {
	const last = PICTURE.slice(-1);
	return join(SOI, JFIF, ...before, ...PICTURE.slice(0, -1), ...between, ...last, EOI, after);
}

/** Makes a JPEG with an EXIF block. */
export function exifJpeg(exif: Uint8Array): Uint8Array {
	return jpeg([segment(0xe1, join("Exif\0\0", exif))]);
}
