import { requireImageType, SNIFF_BYTES } from "../image/sniff.ts";
import { avifExif, avifPayload, walkAvif } from "./avif.ts";
import { concat, copyOf, startsWith } from "./bytes.ts";
import { type JpegLayout, jpegExif, jpegPayload, MARKER, walkJpeg } from "./jpeg.ts";
import { bytesAt, type Parse } from "./parse.ts";
import { type PngLayout, pngExif, pngTexts, pngXmp, walkPng } from "./png.ts";
import { walkWebp, webpExif, webpPayload } from "./webp.ts";

/** The metadata of a file, still encoded, wherever its container keeps it. */
export type Blocks = {
	/** A TIFF structure. */
	readonly exif: Uint8Array | null;
	/** An XMP packet. Of JPEG the main one: extensions (up to gigabytes of editing history) are skipped. */
	readonly xmp: Uint8Array | null;
	/** A JPEG that holds nothing but the APP13 segments of the file. */
	readonly iptc: Uint8Array | null;
	/** PNG's texts by keyword. */
	readonly texts: ReadonlyMap<string, string>;
};

const NOTHING: Blocks = { exif: null, xmp: null, iptc: null, texts: new Map() };
const XMP_SIGNATURE = "http://ns.adobe.com/xap/1.0/\0";
const MAX_IPTC_SEGMENTS = 16;

/**
 * Finds the metadata blocks of a JPEG, PNG, WebP or AVIF; a GIF has none that are read.
 *
 * @param size Bytes in the file.
 * @throws {WidthwiseError} What sniffing and the container's walker throw.
 * @example
 * const { exif } = parseBytes(bytes, findBlocks(bytes.length));
 */
export function* findBlocks(size: number): Parse<Blocks> {
	switch (requireImageType(yield* bytesAt(0, SNIFF_BYTES))) {
		case "jpeg":
			return yield* jpegBlocks(yield* walkJpeg(size));
		case "png":
			return yield* pngBlocks(yield* walkPng(size));
		case "webp": {
			const layout = yield* walkWebp(size);
			const exif = own(yield* webpExif(layout));
			return { ...NOTHING, exif, xmp: own(yield* webpPayload(layout, "XMP ")) };
		}
		case "avif": {
			const layout = yield* walkAvif(size);
			const exif = own(yield* avifExif(layout, size));
			return { ...NOTHING, exif, xmp: own(yield* avifPayload(layout, "mime", size)) };
		}
		case "gif":
			return NOTHING;
	}
}

function* jpegBlocks(layout: JpegLayout): Parse<Blocks> {
	const exif = own(yield* jpegExif(layout));
	const xmp = own(yield* jpegPayload(layout, MARKER.APP1, XMP_SIGNATURE));
	const photoshop: Uint8Array[] = [];
	for (const { marker, start, end } of layout.segments) {
		if (marker !== MARKER.APP13 || photoshop.length === MAX_IPTC_SEGMENTS) continue;
		const segment = yield* bytesAt(start, end - start);
		if (startsWith(segment.subarray(4), "Photoshop 3.0\0")) photoshop.push(copyOf(segment));
	}
	const wrapped = [Uint8Array.of(0xff, MARKER.SOI), ...photoshop, Uint8Array.of(0xff, MARKER.EOI)];
	return { ...NOTHING, exif, xmp, iptc: photoshop.length === 0 ? null : concat(wrapped) };
}

function* pngBlocks(layout: PngLayout): Parse<Blocks> {
	const exif = own(yield* pngExif(layout));
	const xmp = own(yield* pngXmp(layout));
	return { ...NOTHING, exif, xmp, texts: yield* pngTexts(layout) };
}

/** Bytes asked for are only lent, so what is kept is copied. */
function own(bytes: Uint8Array | null): Uint8Array | null {
	return bytes ? copyOf(bytes) : null;
}
