import { type JpegLayout, type JpegSegment, MARKER } from "./segments.ts";

/**
 * Lists the segments before the first scan. Decoders decide there what the colours mean, and pass over
 * JFIF, profiles and Adobe's transform after it.
 *
 * @example
 * const profile = headSegments(layout).filter((segment) => isProfile(bytes, segment));
 */
export function headSegments({ segments }: Pick<JpegLayout, "segments">): readonly JpegSegment[] {
	const scan = segments.findIndex(({ marker }) => marker === MARKER.SOS);
	return scan < 0 ? segments : segments.slice(0, scan);
}
