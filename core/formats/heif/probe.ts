import { viewOf } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import type { Probe } from "../container/container.ts";
import { heifTransforms, type Transforms } from "./transforms.ts";
import { companions, fileRanges, type HeifLayout, isAlpha } from "./walk.ts";

/** Bits for a sample. */
const PLAIN_DEPTH = 8;

/** Where the data of items that are made of others have their size: after the rows and columns, or the colour. */
const SIZE_OFFSETS: Readonly<Record<string, number>> = { grid: 4, iovl: 10 };

/** A picture of so many pixels is decoded within any limit, however little of it is shown. */
const MAX_CROPPED_PIXELS = 4_000_000;

type Size = { readonly width: number; readonly height: number };

/**
 * Reads the properties of a file's primary picture. Its size is that of `ispe` (ISO/IEC 23008-12,
 * 6.5.3), cropped by `clap`; a grid or overlay must have the same size. Its orientation comes from
 * `irot` and `imir`.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `unreadable-image` if the size is missing or contradictory
 *
 * @example
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const { width, height } = parseBytes(bytes, probeHeif(layout, bytes.length));
 */
export function* probeHeif(layout: HeifLayout, size: number): Parse<Probe> {
	const { format, primary } = layout;
	const picture = storedSize(layout);
	const { crop, orientation } = shownPart(layout);
	if (primary.type in SIZE_OFFSETS) yield* requireOwnSize(layout, picture, size);
	return {
		type: format.type,
		width: crop.width,
		height: crop.height,
		orientation,
		frames: 1,
		hasAlpha: hasAlpha(layout),
		isCmyk: false,
		...deepest(layout),
	};
}

/**
 * The depth of the deepest picture, if it is above 8 bits: in the configuration of AV1 (AV1-ISOBMFF, 2.3)
 * or of HEVC (ISO/IEC 14496-15, 8.3.3.1).
 */
function deepest(layout: HeifLayout): { readonly depth?: number } {
	const pictures = [layout.primary, ...companions(layout, layout.primary.id)];
	const { bytes } = layout.meta;
	const depths = pictures.flatMap(({ properties }) =>
		properties.map(({ box }) => depthOf(box.type, bytes.subarray(box.bodyStart, box.end))),
	);
	const depth = Math.max(0, ...depths);
	return depth > PLAIN_DEPTH ? { depth } : {};
}

function depthOf(type: string, body: Uint8Array): number {
	const flags = body[2] ?? 0;
	if (type === "av1C") return (flags & 0x40) === 0 ? 8 : (flags & 0x20) === 0 ? 10 : 12;
	return type === "hvcC" ? 8 + ((body[17] ?? 0) & 7) : 0;
}

/** The picture has an alpha plane, or a tile of it has. */
function hasAlpha(layout: HeifLayout): boolean {
	const { items, references } = layout.meta;
	const tiles = companions(layout, layout.primary.id);
	const parts = new Set([layout.primary, ...tiles].map(({ id }) => id));
	return references.some(({ type, from, to }) => {
		const item = type === "auxl" ? items.get(from) : undefined;
		return item !== undefined && isAlpha(layout, item) && to.some((id) => parts.has(id));
	});
}

/**
 * Returns the size that the primary picture is decoded at, by `ispe`: before it is cropped and turned.
 *
 * @throws {WidthwiseError} `unreadable-image` if it is missing
 *
 * @example
 * const { width, height } = storedSize(layout); // pixels
 */
export function storedSize({ format, meta, primary }: HeifLayout): Size {
	const ispe = primary.properties.find(({ box }) => box.type === "ispe")?.box;
	const isWhole = ispe && ispe.end - ispe.bodyStart >= 12;
	const view = isWhole ? viewOf(meta.bytes.subarray(ispe.bodyStart)) : null;
	const size = { width: view?.getUint32(4) ?? 0, height: view?.getUint32(8) ?? 0 };
	if (size.width > 0 && size.height > 0) return size;
	throw unreadable(format.label, "its width or height is missing");
}

/**
 * Returns which part of the stored picture is shown, and how it is turned. A crop of a large picture to
 * less than half the width or height is refused: the pixel limit is checked against the cropped size, but
 * the full size is decoded.
 *
 * @throws {WidthwiseError} `unreadable-image` for such a crop, or for an invalid one
 *
 * @example
 * const { crop, orientation } = shownPart(layout);
 */
export function shownPart(layout: HeifLayout): Transforms {
	const full = storedSize(layout);
	const shown = heifTransforms(layout.meta, layout.transforms, full);
	const isSmall = full.width * full.height <= MAX_CROPPED_PIXELS;
	const isAllowed = (cropped: number, side: number): boolean =>
		cropped <= side && cropped >= (isSmall ? 1 : side / 2);
	const { width, height } = shown.crop;
	if (isAllowed(width, full.width) && isAllowed(height, full.height)) return shown;
	throw unreadable(
		layout.format.label,
		"it is cropped to an invalid size, or to less than half of a large one",
	);
}

/**
 * A grid and an overlay repeat their size (23008-12, 6.6.2.3.2 and 6.6.2.2.2). A larger one would evade
 * the pixel limit.
 */
function* requireOwnSize(layout: HeifLayout, declared: Size, size: number): Parse<void> {
	const { format, primary } = layout;
	const range = fileRanges(layout, primary, size)[0];
	const length = range ? range.end - range.start : 0;
	const start = SIZE_OFFSETS[primary.type] ?? 0;
	const data = yield* bytesAt(range?.start ?? 0, Math.min(length, start + 8));
	const wide = ((data[1] ?? 0) & 1) === 1;
	if (data.length < start + (wide ? 8 : 4)) {
		throw unreadable(format.label, "the description of its parts is cut off");
	}
	const view = viewOf(data);
	const width = wide ? view.getUint32(start) : view.getUint16(start);
	const height = wide ? view.getUint32(start + 4) : view.getUint16(start + 2);
	if (width !== declared.width || height !== declared.height) {
		throw unreadable(format.label, "its picture does not have the declared size");
	}
}
