import { fieldReader } from "../bytes/field-reader.ts";
import type { Orientation } from "../exif/exif.ts";
import type { Meta, Property } from "./items.ts";

/** A part of a picture as it is stored, in pixels. */
export type StoredCrop = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
};

/** What is shown of a stored picture, and how it is turned upright. */
export type Transforms = { readonly crop: StoredCrop; readonly orientation: Orientation };

/** The properties that change how a picture is shown: ISO/IEC 23008-12, 6.5. */
export const TRANSFORMS: readonly string[] = ["clap", "irot", "imir"];

/** The orientation after one more step, by the orientation before it; index 0 is unused. */
const TURN_LEFT: readonly Orientation[] = [1, 8, 5, 6, 7, 4, 1, 2, 3];
const SWAP_TOP_AND_BOTTOM: readonly Orientation[] = [1, 4, 3, 2, 1, 8, 7, 6, 5];
const SWAP_LEFT_AND_RIGHT: readonly Orientation[] = [1, 2, 1, 4, 3, 6, 5, 8, 7];

/** The EXIF orientations that show the stored rows as columns. */
const FIRST_TURNED = 5;

/** The orientations that show the right of the stored picture, or its bottom, first. */
const FROM_RIGHT: readonly Orientation[] = [2, 3, 7, 8];
const FROM_BOTTOM: readonly Orientation[] = [3, 4, 6, 7];

/**
 * Combines the `clap`, `irot` and `imir` properties of a picture (ISO/IEC 23008-12, 6.5.9 to 6.5.12), in
 * their order, into a crop of the stored pixels and an EXIF orientation. HEIF decoders apply these and
 * ignore EXIF's orientation.
 *
 * @param stored the size of the picture as it is stored, in pixels
 *
 * @returns a crop that may be larger than the picture or empty, if the file says so
 *
 * @throws {WidthwiseError} `unreadable-image` if a `clap` is too short
 *
 * @example
 * const { meta, transforms } = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const { crop, orientation } = heifTransforms(meta, transforms, { width: 320, height: 200 });
 */
export function heifTransforms(
	meta: Meta,
	properties: readonly Property[],
	stored: { readonly width: number; readonly height: number },
): Transforms {
	let orientation: Orientation = 1;
	let crop: StoredCrop = { left: 0, top: 0, ...stored };
	for (const { box } of properties) {
		const value = (meta.bytes[box.bodyStart] ?? 0) & 3;
		if (box.type === "clap") {
			const fields = fieldReader(meta.bytes, box.bodyStart, box.end);
			crop = within(crop, orientation, cleanAperture(fields.uint, shown(crop, orientation)));
		}
		if (box.type === "irot") {
			for (let turn = 0; turn < value; turn++) orientation = TURN_LEFT[orientation] ?? 1;
		}
		if (box.type === "imir") {
			const swap = (value & 1) === 0 ? SWAP_TOP_AND_BOTTOM : SWAP_LEFT_AND_RIGHT;
			orientation = swap[orientation] ?? 1;
		}
	}
	return { crop, orientation };
}

type Size = { readonly width: number; readonly height: number };

function shown({ width, height }: Size, orientation: Orientation): Size {
	return orientation < FIRST_TURNED ? { width, height } : { width: height, height: width };
}

/**
 * ISO/IEC 14496-12, 12.1.4: four fractions, of which the last two are the distances of the centres. An
 * edge between two pixels moves to the left or up; an aperture that ends outside the picture, inside.
 */
function cleanAperture(uint: (bytes: number) => number, { width, height }: Size): StoredCrop {
	// 0 of 0 counts as the middle.
	const offset = (): number => (uint(4) | 0) / uint(4) || 0;
	const sides = { width: uint(4) / uint(4), height: uint(4) / uint(4) };
	const [right, down] = [offset(), offset()];
	const start = (size: number, side: number, by: number): number =>
		Math.max(0, Math.min(Math.floor(by + (size - side) / 2), size - Math.round(side)));
	return {
		left: start(width, sides.width, right),
		top: start(height, sides.height, down),
		width: Math.round(sides.width),
		height: Math.round(sides.height),
	};
}

/** The part of the stored picture that is shown as a part of what is shown of it so far. */
function within(outer: StoredCrop, orientation: Orientation, part: StoredCrop): StoredCrop {
	const isTurned = orientation >= FIRST_TURNED;
	const [x, y] = isTurned ? [part.top, part.left] : [part.left, part.top];
	const { width, height } = shown(part, orientation);
	const left = FROM_RIGHT.includes(orientation) ? outer.width - width - x : x;
	const top = FROM_BOTTOM.includes(orientation) ? outer.height - height - y : y;
	return { left: outer.left + left, top: outer.top + top, width, height };
}
