import { concat, latin1, startsWith } from "../bytes/bytes.ts";
import { headSegments } from "./structure/head.ts";
import { type JpegLayout, type JpegSegment, MARKER } from "./structure/segments.ts";

/** Precedes each part of a profile in an APP2 segment, with the part's number and their count. */
const SIGNATURE = "ICC_PROFILE\0";

/** Bytes of an APP2 segment before its part of the profile: marker, length, signature, two numbers. */
const HEAD_BYTES = 4 + SIGNATURE.length + 2;

/** A segment's length field has 16 bits and counts itself. */
const MAX_PART_BYTES = 0xffff - (HEAD_BYTES - 2);

/**
 * Reads the colour profile of a JPEG, which may be split over several segments (ICC.1:2022, B.4).
 *
 * @param bytes the whole file; only read
 *
 * @returns `null` if there is none, or a part is missing, is there twice, or has another count, as in libjpeg
 *
 * @example
 * const profile = jpegProfile(bytes, parseBytes(bytes, skimJpeg(bytes.length)));
 */
export function jpegProfile(bytes: Uint8Array, layout: JpegLayout): Uint8Array | null {
	const parts = headSegments(layout)
		.filter((segment) => isProfile(bytes, segment))
		.map(({ start, end }) => bytes.subarray(start, end))
		.sort((one, other) => numberOf(one) - numberOf(other));
	const isWhole = parts.every(
		(part, index) => numberOf(part) === index + 1 && part[HEAD_BYTES - 1] === parts.length,
	);
	if (parts.length === 0 || !isWhole) return null;
	return concat(parts.map((part) => part.subarray(HEAD_BYTES)));
}

/** The number of a part, from 1. */
function numberOf(part: Uint8Array): number {
	return part[HEAD_BYTES - 2] ?? 0;
}

/**
 * Copies a JPEG with another colour profile, or without any. Everything else is copied byte for byte,
 * but for bytes between segments.
 *
 * @param bytes the whole file; only read
 *
 * @example
 * const tagged = replaceJpegProfile(bytes, parseBytes(bytes, skimJpeg(bytes.length)), profile);
 */
export function replaceJpegProfile(
	bytes: Uint8Array,
	{ segments }: JpegLayout,
	profile: Uint8Array | null,
): Uint8Array<ArrayBuffer> {
	const others = segments.filter((segment) => !isProfile(bytes, segment));
	// JFIF comes first (T.871, 10.1).
	const start = others.findIndex(({ marker }) => marker !== MARKER.APP0);
	const copy = ({ start, end }: JpegSegment): Uint8Array => bytes.subarray(start, end);
	return concat([
		Uint8Array.of(0xff, MARKER.SOI),
		...others.slice(0, start).map(copy),
		...(profile ? profileSegments(profile) : []),
		...others.slice(start).map(copy),
		Uint8Array.of(0xff, MARKER.EOI),
	]);
}

/**
 * Whether a segment is a part of a colour profile.
 *
 * @param bytes the whole file
 *
 * @example
 * const parts = segments.filter((segment) => isProfile(bytes, segment));
 */
export function isProfile(bytes: Uint8Array, { marker, start, end }: JpegSegment): boolean {
	if (marker !== MARKER.APP2 || end - start < HEAD_BYTES) return false;
	return startsWith(bytes.subarray(start + 4), SIGNATURE);
}

/**
 * Writes a colour profile as APP2 segments (ICC.1:2022, B.4).
 *
 * @param profile at most 255 parts of 64 KB
 *
 * @example
 * const segments = profileSegments(profile);
 */
export function profileSegments(profile: Uint8Array): readonly Uint8Array[] {
	const count = Math.ceil(profile.length / MAX_PART_BYTES);
	return Array.from({ length: count }, (_, index) => {
		const part = profile.subarray(index * MAX_PART_BYTES, (index + 1) * MAX_PART_BYTES);
		const length = HEAD_BYTES - 2 + part.length;
		return concat([
			Uint8Array.of(0xff, MARKER.APP2, length >> 8, length & 0xff),
			latin1(SIGNATURE),
			Uint8Array.of(index + 1, count),
			part,
		]);
	});
}
