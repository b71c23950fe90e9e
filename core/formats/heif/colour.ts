import { startsWith, viewOf } from "../bytes/bytes.ts";
import type { ColourCoding } from "../colour/coding.ts";
import { type CodePoints, codingOf } from "../colour/h273.ts";
import { av1Colours } from "./av1-colour.ts";
import type { Item } from "./items.ts";
import { companions, fileRanges, type HeifLayout } from "./walk.ts";

/** Bytes of a coded picture in which its sequence header is. */
const MAX_HEADER_BYTES = 256;

/** Bytes of `nclx`: its name, primaries, transfer, matrix and range. */
const NCLX_BYTES = 11;

/**
 * Reads the colours of the primary picture from its `nclx` (ISO/IEC 14496-12, 12.1.5); of a grid without
 * any from its first tile's; of an AVIF without any from its coded pixels. The decoder applies matrix and
 * range.
 *
 * BT.709's curve counts as sRGB's, as in browsers: it is a camera's, and displays do not invert it.
 *
 * @param bytes the whole file; only read
 *
 * @returns `null` if it says nothing, or if there is an ICC profile, which is more exact
 *
 * @example
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * heifColour(bytes, layout)?.transfer; // "srgb"
 */
export function heifColour(bytes: Uint8Array, layout: HeifLayout): ColourCoding | null {
	const { primary } = layout;
	const own = coloursOf(layout, primary);
	const [tile] = primary.type === "grid" ? companions(layout, primary.id) : [];
	const picture = own.length === 0 && tile ? tile : primary;
	const colours = coloursOf(layout, picture);
	if (colours.some((body) => startsWith(body, "prof") || startsWith(body, "rICC"))) return null;
	const nclx = colours.find((body) => startsWith(body, "nclx") && body.length >= NCLX_BYTES);
	const points = nclx ? pointsOf(nclx) : codedColours(bytes, layout, tile ?? primary);
	const coding = points && codingOf(points);
	return coding?.transfer === "bt709" ? { ...coding, transfer: "srgb" } : coding;
}

function pointsOf(nclx: Uint8Array): CodePoints {
	const view = viewOf(nclx);
	return { primaries: view.getUint16(4), transfer: view.getUint16(6) };
}

/** The sequence header is in `av1C` (AV1 ISOBMFF binding, 2.3), or at the start of the coded picture. */
function codedColours(bytes: Uint8Array, layout: HeifLayout, item: Item): CodePoints | null {
	const av1C = item.properties.find(({ box }) => box.type === "av1C")?.box;
	if (!av1C) return null;
	const [range] = fileRanges(layout, item, bytes.length);
	const start = range
		? bytes.subarray(range.start, Math.min(range.end, range.start + MAX_HEADER_BYTES))
		: null;
	return (
		av1Colours(layout.meta.bytes.subarray(av1C.bodyStart + 4, av1C.end)) ??
		(start && av1Colours(start))
	);
}

function coloursOf({ meta }: HeifLayout, { properties }: Item): readonly Uint8Array[] {
	return properties
		.filter(({ box }) => box.type === "colr")
		.map(({ box }) => meta.bytes.subarray(box.bodyStart, box.end));
}
