import { concat, copyOf, latin1, startsWith, viewOf } from "../bytes/bytes.ts";
import { parseBytes } from "../bytes/parse.ts";
import { EXIF_SIGNATURE, type FreshExif } from "../exif/exif.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { isProfile, jpegProfile, profileSegments } from "./profile.ts";
import { isFrameMarker, type JpegLayout, type JpegSegment, jpegExif, MARKER } from "./walk.ts";

/** The markers that decoding needs: tables, scans and their parameters (T.81, B.2). */
const DECODING: readonly number[] = [
	MARKER.DHT,
	MARKER.DAC,
	MARKER.DQT,
	MARKER.DRI,
	MARKER.SOS,
	MARKER.DNL,
	MARKER.DHP,
	MARKER.EXP,
];

const JFIF_BYTES = 18;
const ADOBE_BYTES = 16;

/**
 * Strips a JPEG to what decoding needs: frame, tables, scans, JFIF without its thumbnail, the
 * colours of the profile and Adobe's colour transform. Scans are copied byte for byte; bytes between
 * segments and after EOI are dropped.
 *
 * @param bytes the whole file; only read
 * @param fresh makes the EXIF block of the copy
 *
 * @example
 * const layout = parseBytes(bytes, walkJpeg(bytes.length));
 * const stripped = stripJpeg(bytes, layout, () => new Uint8Array(0));
 */
export function stripJpeg(
	bytes: Uint8Array,
	layout: JpegLayout,
	fresh: FreshExif,
): Uint8Array<ArrayBuffer> {
	const exif = fresh(parseBytes(bytes, jpegExif(layout)));
	const { segments } = layout;
	const profile = jpegProfile(bytes, layout);
	const colours = profile && publicProfile(profile);
	const firstOfProfile = segments.find((segment) => isProfile(bytes, segment));
	const jfif = segments
		.filter(({ marker }) => marker === MARKER.APP0)
		.map((segment) => plainJfif(bytes.subarray(segment.start, segment.end)))
		.find((segment) => segment !== null);
	return concat([
		Uint8Array.of(0xff, MARKER.SOI),
		jfif ?? new Uint8Array(0),
		exifSegment(exif),
		...segments.flatMap((segment) => {
			if (segment === firstOfProfile) return colours ? profileSegments(colours) : [];
			return stripSegment(bytes, segment) ?? [];
		}),
		Uint8Array.of(0xff, MARKER.EOI),
	]);
}

/** The segment as it stays in the file; `null` if it is dropped. */
function stripSegment(bytes: Uint8Array, { marker, start, end }: JpegSegment): Uint8Array | null {
	const segment = bytes.subarray(start, end);
	if (isFrameMarker(marker) || DECODING.includes(marker)) return segment;
	if (marker === MARKER.APP14) return plainAdobe(segment);
	return null;
}

/** A JFIF segment without its thumbnail (T.871, 10.1). */
function plainJfif(segment: Uint8Array): Uint8Array | null {
	if (!startsWith(segment.subarray(4), "JFIF\0") || segment.length < JFIF_BYTES) return null;
	const plain = copyOf(segment.subarray(0, JFIF_BYTES));
	const view = viewOf(plain);
	view.setUint16(2, JFIF_BYTES - 2);
	view.setUint16(JFIF_BYTES - 2, 0);
	return plain;
}

/**
 * An Adobe segment without extra data (T.872, 6.5.3). Without the colour transform, CMYK is
 * inverted.
 */
function plainAdobe(segment: Uint8Array): Uint8Array | null {
	if (!startsWith(segment.subarray(4), "Adobe") || segment.length < ADOBE_BYTES) return null;
	const plain = copyOf(segment.subarray(0, ADOBE_BYTES));
	viewOf(plain).setUint16(2, ADOBE_BYTES - 2);
	return plain;
}

function exifSegment(exif: Uint8Array): Uint8Array {
	if (exif.length === 0) return exif;
	const head = Uint8Array.of(0xff, MARKER.APP1, 0, 0);
	const payload = concat([latin1(EXIF_SIGNATURE), exif]);
	viewOf(head).setUint16(2, 2 + payload.length);
	return concat([head, payload]);
}
