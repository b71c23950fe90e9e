import type { Orientation } from "../exif/exif.ts";
import type { Meta, Property } from "./items.ts";

/** What each further step makes of an orientation, by its number; index 0 is unused. */
const TURN_LEFT: readonly Orientation[] = [1, 8, 5, 6, 7, 4, 1, 2, 3];
const SWAP_TOP_AND_BOTTOM: readonly Orientation[] = [1, 4, 3, 2, 1, 8, 7, 6, 5];
const SWAP_LEFT_AND_RIGHT: readonly Orientation[] = [1, 2, 1, 4, 3, 6, 5, 8, 7];

/**
 * The EXIF orientation that an AVIF item's `irot` and `imir` properties amount to (ISO/IEC 23008-12
 * 6.5.10 and 6.5.12, applied in the order of their links). Decoders apply these and not EXIF's.
 *
 * @example
 * avifOrientation(meta, primary.properties); // 6
 */
export function avifOrientation(meta: Meta, properties: readonly Property[]): Orientation {
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
