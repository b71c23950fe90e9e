import { concat, copyIfAny, copyOf, startsWith } from "../bytes/bytes.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { type Blocks, type Container, NO_BLOCKS, type Probe } from "../container/container.ts";
import { orientationOf } from "../exif/exif.ts";
import { stripJpeg } from "./strip.ts";
import { type JpegLayout, jpegExif, jpegPayload, MARKER } from "./structure/segments.ts";
import { skimJpeg, walkJpeg } from "./walk.ts";

const XMP_SIGNATURE = "http://ns.adobe.com/xap/1.0/\0";
const MAX_IPTC_SEGMENTS = 16;

/** The container of JPEG: ITU-T T.81, with the application segments that cameras write. */
export const JPEG: Container = {
	*probe(size) {
		return yield* probe(yield* skimJpeg(size));
	},
	*walk(size, checkSize) {
		const layout = yield* walkJpeg(size, checkSize);
		return {
			end: layout.end,
			probe: () => probe(layout),
			blocks: () => blocks(layout),
			strip: (bytes, fresh) => stripJpeg(bytes, layout, fresh),
		};
	},
};

function* probe(layout: JpegLayout): Parse<Probe> {
	const { width, height, isProgressive } = layout;
	const orientation = orientationOf(yield* jpegExif(layout));
	const isCmyk = layout.components === 4;
	const still = { type: "jpeg", width, height, orientation, frames: 1, hasAlpha: false } as const;
	return { ...still, isCmyk, ...(isProgressive && { isProgressive }) };
}

function* blocks(layout: JpegLayout): Parse<Blocks> {
	const exif = copyIfAny(yield* jpegExif(layout));
	const xmp = copyIfAny(yield* jpegPayload(layout, MARKER.APP1, XMP_SIGNATURE));
	const photoshop: Uint8Array[] = [];
	for (const { marker, start, end } of layout.segments) {
		if (marker !== MARKER.APP13 || photoshop.length === MAX_IPTC_SEGMENTS) continue;
		const segment = yield* bytesAt(start, end - start);
		if (startsWith(segment.subarray(4), "Photoshop 3.0\0")) photoshop.push(copyOf(segment));
	}
	const wrapped = [Uint8Array.of(0xff, MARKER.SOI), ...photoshop, Uint8Array.of(0xff, MARKER.EOI)];
	return { ...NO_BLOCKS, exif, xmp, iptc: photoshop.length === 0 ? null : concat(wrapped) };
}
