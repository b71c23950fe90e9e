import type { Orientation } from "../exif/exif.ts";
import type { Meta, Property } from "./items.ts";

/** The orientation after one more step, by the orientation before it; index 0 is unused. */
const TURN_LEFT: readonly Orientation[] = [1, 8, 5, 6, 7, 4, 1, 2, 3];
const SWAP_TOP_AND_BOTTOM: readonly Orientation[] = [1, 4, 3, 2, 1, 8, 7, 6, 5];
const SWAP_LEFT_AND_RIGHT: readonly Orientation[] = [1, 2, 1, 4, 3, 6, 5, 8, 7];

/**
 * Combines an item's `irot` and `imir` properties (ISO/IEC 23008-12, 6.5.10 and 6.5.12), in their
 * order, into an EXIF orientation. HEIF decoders apply these and ignore EXIF's orientation.
 *
 * @example
 * const { meta, primary } = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const orientation = heifOrientation(meta, primary.properties);
 */
export function heifOrientation(meta: Meta, properties: readonly Property[]): Orientation {
	let orientation: Orientation = 1;
	for (const { box } of properties) {
		const value = (meta.bytes[box.bodyStart] ?? 0) & 3;
		if (box.type === "irot") {
			for (let turn = 0; turn < value; turn++) orientation = TURN_LEFT[orientation] ?? 1;
		}
		if (box.type === "imir") {
			const swap = (value & 1) === 0 ? SWAP_TOP_AND_BOTTOM : SWAP_LEFT_AND_RIGHT;
			orientation = swap[orientation] ?? 1;
		}
	}
	return orientation;
}
