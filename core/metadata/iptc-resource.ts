import { concat, latin1, startsWith, textAt, viewOf } from "../formats/bytes/bytes.ts";

/** Precedes Photoshop's resources in an APP13 segment (XMP specification, part 3, 1.1.3.1). */
const SIGNATURE = "Photoshop 3.0\0";

/** The number of the resource that contains IPTC-IIM. */
const IPTC = 0x0404;

const MAX_RESOURCES = 500;

/** What an APP13 segment with one resource has room for. */
const MAX_IPTC_BYTES = 65_000;

/**
 * Joins Photoshop's resources, which may be split over several segments, and returns a JPEG with one
 * segment, of the IPTC datasets alone. `null` if there are none. The reader of IPTC uses one segment
 * only.
 *
 * @param jpeg only APP13 segments between its start and its end
 *
 * @example
 * const iptc = iptcResource(jpeg);
 */
export function iptcResource(jpeg: Uint8Array): Uint8Array | null {
	const resources = concat([...payloads(jpeg)]);
	const view = viewOf(resources);
	// Type, number, a name of even length with its own, the length of the data, the data, padding.
	for (let at = 0, left = MAX_RESOURCES; at + 12 <= resources.length && left > 0; left--) {
		if (textAt(resources, at, 4) !== "8BIM") return null;
		const nameEnd = at + 6 + (((resources[at + 6] ?? 0) + 2) & ~1);
		if (nameEnd + 4 > resources.length) return null;
		const start = nameEnd + 4;
		const length = view.getUint32(nameEnd);
		if (view.getUint16(at + 4) === IPTC) return wrap(resources.subarray(start, start + length));
		at = start + length + (length % 2);
	}
	return null;
}

function* payloads(jpeg: Uint8Array): Generator<Uint8Array> {
	const view = viewOf(jpeg);
	for (let at = 2; at + 4 <= jpeg.length; ) {
		const length = view.getUint16(at + 2);
		const payload = jpeg.subarray(at + 4, at + 2 + length);
		if (startsWith(payload, SIGNATURE)) yield payload.subarray(SIGNATURE.length);
		at += 2 + Math.max(2, length);
	}
}

function wrap(iptc: Uint8Array): Uint8Array {
	const data = iptc.subarray(0, MAX_IPTC_BYTES);
	const head = new Uint8Array(8);
	viewOf(head).setUint16(0, IPTC);
	viewOf(head).setUint32(4, data.length);
	const payload = concat([latin1(`${SIGNATURE}8BIM`), head, data, new Uint8Array(data.length % 2)]);
	const marker = Uint8Array.of(0xff, 0xd8, 0xff, 0xed, 0, 0);
	viewOf(marker).setUint16(4, payload.length + 2);
	return concat([marker, payload, Uint8Array.of(0xff, 0xd9)]);
}
