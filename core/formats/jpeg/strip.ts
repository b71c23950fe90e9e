import { WidthwiseError } from "../../errors.ts";
import { concat, latin1, startsWith, viewOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { parseBytes } from "../bytes/parse.ts";
import { EXIF_SIGNATURE, type FreshExif } from "../exif/exif.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { type CodedData, walkCodedData } from "./entropy/coded-data.ts";
import { exactSegment } from "./exact.ts";
import { isProfile, jpegProfile, profileSegments } from "./profile.ts";
import { headSegments } from "./structure/head.ts";
import { type JpegLayout, type JpegSegment, jpegExif, MARKER } from "./structure/segments.ts";

/** Version 1.02 and square pixels (T.871, 10.1): decoders read no resolution. */
const JFIF = latin1("\xff\xe0\0\x10JFIF\0\x01\x02\0\0\x01\0\x01\0\0");

/** Version 100 without flags (T.872, 6.5.3); the transform follows. */
const ADOBE = latin1("\xff\xee\0\x0eAdobe\0\x64\0\0\0\0");

/** A transform that has no meaning is taken for YCbCr, in four components YCCK. */
const [TRANSFORM_OFFSET, MAX_TRANSFORM] = [15, 2];

/**
 * Strips a JPEG to what decoding needs: frame, tables, the codes of pixels, JFIF without its resolution
 * and thumbnail, the colours of the profile and Adobe's colour transform. Codes are copied byte for byte. What no decoder
 * reads is dropped: unused tables, bytes after tables and between codes, rows below the picture.
 *
 * @param bytes the whole file; only read
 * @param fresh makes the EXIF block of the copy
 *
 * @throws {WidthwiseError} `truncated-file` if pixels are missing, `unreadable-image` if they cannot be
 *   decoded, `unsupported-format` for arithmetic codes and lossless JPEGs
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
	const coded = parseBytes(bytes, walkCodedData(layout, bytes.length));
	checkWhole(coded);
	const needed = new Map(coded.segments.map((part) => [part.segment, part]));
	const { segments } = layout;
	const hasJfif = headSegments(layout).some((segment) => isJfif(bytes, segment));
	const colours = colourSegments(bytes, layout);
	return concat([
		Uint8Array.of(0xff, MARKER.SOI),
		...(hasJfif ? [JFIF] : []),
		exifSegment(exif),
		...segments.flatMap((segment) => {
			const part = needed.get(segment);
			return part ? exactSegment(bytes, layout, part) : (colours.get(segment) ?? []);
		}),
		Uint8Array.of(0xff, MARKER.EOI),
	]);
}

function checkWhole({ state }: CodedData): void {
	if (state === "incomplete") throw truncated("JPEG");
	if (state === "damaged") throw unreadable("JPEG", "its pixels cannot be decoded");
	if (state === "unread") throw cannotKeep();
}

/**
 * What stays of the segments that say what the colours mean: the profile and Adobe's transform, of which
 * decoders take the last.
 */
function colourSegments(
	bytes: Uint8Array,
	layout: JpegLayout,
): ReadonlyMap<JpegSegment, readonly Uint8Array[]> {
	const segments = headSegments(layout);
	const profile = jpegProfile(bytes, layout);
	const colours = profile && publicProfile(profile);
	const firstOfProfile = segments.find((segment) => isProfile(bytes, segment));
	const adobe = segments
		.filter(({ marker }) => marker === MARKER.APP14)
		.map(
			(segment) =>
				[
					segment,
					plainAdobe(bytes.subarray(segment.start, segment.end), layout.components),
				] as const,
		)
		.findLast(([, plain]) => plain !== null);
	const kept = new Map<JpegSegment, readonly Uint8Array[]>();
	if (firstOfProfile && colours) kept.set(firstOfProfile, profileSegments(colours));
	if (adobe?.[1]) kept.set(adobe[0], [adobe[1]]);
	return kept;
}

function isJfif(bytes: Uint8Array, { marker, start, end }: JpegSegment): boolean {
	const segment = bytes.subarray(start, end);
	const isWhole = segment.length >= JFIF.length;
	return marker === MARKER.APP0 && isWhole && startsWith(segment.subarray(4), "JFIF\0");
}

/**
 * An Adobe segment with its colour transform alone (T.872, 6.5.3), without which CMYK is inverted; `null`
 * if it is none.
 */
function plainAdobe(segment: Uint8Array, components: number): Uint8Array | null {
	const transform = segment[TRANSFORM_OFFSET];
	if (!startsWith(segment.subarray(4), "Adobe") || transform === undefined) return null;
	const known = transform <= MAX_TRANSFORM ? transform : components === 4 ? 2 : 1;
	return concat([ADOBE, Uint8Array.of(known)]);
}

function exifSegment(exif: Uint8Array): Uint8Array {
	if (exif.length === 0) return exif;
	const head = Uint8Array.of(0xff, MARKER.APP1, 0, 0);
	const payload = concat([latin1(EXIF_SIGNATURE), exif]);
	viewOf(head).setUint16(2, 2 + payload.length);
	return concat([head, payload]);
}

function cannotKeep(): WidthwiseError {
	return new WidthwiseError(
		"unsupported-format",
		"The pixels of this kind of JPEG cannot be kept: re-encode it as a common JPEG first",
	);
}
