import { latin1, textAt } from "../bytes/bytes.ts";
import type { Box } from "../heif/boxes.ts";

/** Brands that say how the picture is coded; others may be any text (ISO/IEC 14496-12, 4.3). */
const BRANDS: readonly string[] = ["avif", "avis", "mif1", "msf1", "miaf", "MA1A", "MA1B", "iso8"];

/** Bytes of the properties that always have as many (ISO/IEC 23008-12, 6.5; 14496-12, 12.1; AV1-ISOBMFF). */
const FIELD_BYTES: Readonly<Record<string, number>> = {
	...{ ispe: 12, pasp: 8, clap: 32, irot: 1, imir: 1, lsel: 2, a1op: 1 },
	...{ clli: 4, mdcv: 24, amve: 8 },
};

/** The bits of `irot` and `imir` that are not reserved. */
const USED_BITS: Readonly<Record<string, number>> = { irot: 3, imir: 1 };

/**
 * Rewrites the brands of a `ftyp` box in its place: unknown ones, the minor version and what follows the
 * last whole brand say nothing about the picture.
 *
 * @param body the contents of the box; changed
 *
 * @example
 * const body = latin1("avif\0\0\0\x01Ada.");
 * plainBrands(body); // now "avif\0\0\0\0mif1"
 */
export function plainBrands(body: Uint8Array): void {
	for (let at = 0; at + 4 <= body.length; at += 4) {
		const isKnown = BRANDS.includes(textAt(body, at, 4));
		if (at === 4) body.fill(0, 4, 8);
		else if (!isKnown) body.set(latin1(at === 0 ? "avif" : "mif1"), at);
	}
	body.fill(0, body.length & ~3);
}

/**
 * Sets the bytes of a property to zero that follow its fields, and reserved bits.
 *
 * @param meta the bytes that the offsets refer to; changed
 *
 * @example
 * plainProperty(meta, box);
 */
export function plainProperty(meta: Uint8Array, { type, bodyStart, end }: Box): void {
	const bits = USED_BITS[type];
	if (bits !== undefined) meta[bodyStart] = (meta[bodyStart] ?? 0) & bits;
	const fields = FIELD_BYTES[type] ?? variableBytes(meta, type, bodyStart, end);
	meta.fill(0, Math.min(bodyStart + fields, end), end);
}

/** `pixi`: version and flags, a count, a byte for each channel. `auxC`: a text after version and flags. */
function variableBytes(meta: Uint8Array, type: string, start: number, end: number): number {
	if (type === "pixi") return 5 + (meta[start + 4] ?? 0);
	if (type !== "auxC") return end - start;
	const nul = meta.subarray(start + 4, end).indexOf(0);
	return nul < 0 ? end - start : 4 + nul + 1;
}
