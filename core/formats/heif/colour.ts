import { startsWith, viewOf } from "../bytes/bytes.ts";
import type { ColourCoding } from "../colour/coding.ts";
import { codingOf } from "../colour/h273.ts";
import type { Item } from "./items.ts";
import { companions, type HeifLayout } from "./walk.ts";

/** Bytes of `nclx`: its name, primaries, transfer, matrix and range. */
const NCLX_BYTES = 11;

/**
 * Reads the colours of the primary picture from its `nclx` (ISO/IEC 14496-12, 12.1.5); of a grid without
 * any from its first tile's. The decoder applies matrix and range.
 *
 * BT.709's curve counts as sRGB's, as in browsers: it is a camera's, and displays do not invert it.
 *
 * @returns `null` if it says nothing, or if there is an ICC profile, which is more exact
 *
 * @example
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * heifColour(layout)?.transfer; // "srgb"
 */
export function heifColour(layout: HeifLayout): ColourCoding | null {
	const { primary } = layout;
	const own = coloursOf(layout, primary);
	const [tile] = primary.type === "grid" ? companions(layout, primary.id) : [];
	const colours = own.length === 0 && tile ? coloursOf(layout, tile) : own;
	if (colours.some((body) => startsWith(body, "prof") || startsWith(body, "rICC"))) return null;
	const nclx = colours.find((body) => startsWith(body, "nclx") && body.length >= NCLX_BYTES);
	if (!nclx) return null;
	const view = viewOf(nclx);
	const coding = codingOf({ primaries: view.getUint16(4), transfer: view.getUint16(6) });
	return coding?.transfer === "bt709" ? { ...coding, transfer: "srgb" } : coding;
}

function coloursOf({ meta }: HeifLayout, { properties }: Item): readonly Uint8Array[] {
	return properties
		.filter(({ box }) => box.type === "colr")
		.map(({ box }) => meta.bytes.subarray(box.bodyStart, box.end));
}
