import { copyOf } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { fieldReader } from "../bytes/field-reader.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { type Box, walkBoxes } from "./boxes.ts";
import { type Item, type Meta, readMeta } from "./items.ts";

/** The structure of an AVIF. */
export type AvifLayout = {
	/** The top-level boxes, in order. */
	readonly boxes: readonly Box[];
	readonly meta: Meta;
	readonly primary: Item;
};

/** An extent of an item's data, as offsets in the file. */
export type FileRange = { readonly start: number; readonly end: number };

const MAX_META_BYTES = 4 << 20;

/**
 * Walks an AVIF's boxes (ISO/IEC 14496-12, 23008-12; AV1 Image File Format) and reads its meta box.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `truncated-file` if a box or an item ends after the file,
 *   `unreadable-image` if the structure is invalid
 *
 * @example
 * const { primary } = parseBytes(bytes, walkAvif(bytes.length));
 */
export function* walkAvif(size: number): Parse<AvifLayout> {
	const boxes = yield* walkBoxes(size);
	const box = boxes.find(({ type }) => type === "meta");
	if (!box) throw unreadable("AVIF", "it has no meta box");
	if (box.end - box.start > MAX_META_BYTES) {
		throw unreadable("AVIF", "its meta box is too large");
	}
	// A copy: the bytes are valid only until the next read.
	const meta = readMeta(copyOf(yield* bytesAt(box.start, box.end - box.start)));
	const primary = meta.items.get(meta.primary);
	if (!primary || primary.extents.length === 0) throw unreadable("AVIF", "it has no image data");
	if (primary.type !== "av01" && primary.type !== "grid") {
		throw unreadable("AVIF", "its picture has an unknown type");
	}
	const layout = { boxes, meta, primary };
	for (const item of meta.items.values()) fileRanges(layout, item, size);
	return layout;
}

/**
 * Returns the extents of an item's data in the file.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `truncated-file` if they end after the file, `unreadable-image` if they
 *   end after `idat`
 *
 * @example
 * const layout = parseBytes(bytes, walkAvif(bytes.length));
 * const [first] = fileRanges(layout, layout.primary, bytes.length);
 */
export function fileRanges(
	layout: Pick<AvifLayout, "boxes" | "meta">,
	item: Item,
	size: number,
): readonly FileRange[] {
	const place = item.place === "file" ? { start: 0, end: size } : idatRange(layout);
	return item.extents.map(({ offset, length }) => {
		const start = place.start + offset;
		const end = length === 0 ? place.end : start + length;
		if (start > place.end || end > place.end) {
			throw item.place === "file" ? truncated("AVIF") : unreadable("AVIF", "an item is cut off");
		}
		return { start, end };
	});
}

/**
 * Reads the data of the first item of a type: its first extent, at most 1 MB; `null` if there is
 * none.
 *
 * @param type four characters
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} as {@link fileRanges}
 *
 * @example
 * const layout = parseBytes(bytes, walkAvif(bytes.length));
 * const xmp = parseBytes(bytes, avifPayload(layout, "mime", bytes.length));
 */
export function* avifPayload(
	layout: AvifLayout,
	type: string,
	size: number,
): Parse<Uint8Array | null> {
	for (const item of layout.meta.items.values()) {
		const range = item.type === type ? fileRanges(layout, item, size)[0] : undefined;
		if (range) return yield* bytesAt(range.start, Math.min(range.end - range.start, 1 << 20));
	}
	return null;
}

/**
 * Reads the EXIF block as a TIFF structure; `null` if there is none. The data starts with the
 * offset of the TIFF header (23008-12, A.2.1).
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} as {@link fileRanges}
 *
 * @example
 * const layout = parseBytes(bytes, walkAvif(bytes.length));
 * const exif = parseBytes(bytes, avifExif(layout, bytes.length));
 */
export function* avifExif(layout: AvifLayout, size: number): Parse<Uint8Array | null> {
	const payload = yield* avifPayload(layout, "Exif", size);
	if (!payload || payload.length < 4) return null;
	const offset = fieldReader(payload, 0, 4).uint(4);
	return payload.subarray(4 + offset);
}

/**
 * Returns the items that complete an item: its tiles and its alpha plane.
 *
 * @param id the item's id
 *
 * @example
 * const layout = parseBytes(bytes, walkAvif(bytes.length));
 * const items = companions(layout, layout.primary.id);
 */
export function companions(layout: AvifLayout, id: number): readonly Item[] {
	const { items, references } = layout.meta;
	const tiles = references.filter(({ type, from }) => type === "dimg" && from === id);
	const planes = references.filter(({ type, to }) => type === "auxl" && to.includes(id));
	return [
		...tiles.flatMap(({ to }) => to.map((tile) => items.get(tile))),
		...planes.map(({ from }) => items.get(from)).filter((item) => item && isAlpha(layout, item)),
	].filter((item) => item !== undefined);
}

/**
 * Whether an item is an alpha plane, according to its `auxC` property (MIAF, ISO/IEC 23000-22,
 * 7.3.5.2).
 *
 * @example
 * const layout = parseBytes(bytes, walkAvif(bytes.length));
 * isAlpha(layout, layout.primary); // false
 */
export function isAlpha(layout: AvifLayout, item: Item): boolean {
	const auxC = item.properties.find(({ box }) => box.type === "auxC")?.box;
	if (!auxC) return false;
	const name = fieldReader(layout.meta.bytes, auxC.bodyStart + 4, auxC.end).string();
	return (
		name === "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" ||
		name.startsWith("urn:mpeg:hevc:2015:auxid:1")
	);
}

function idatRange({ boxes, meta }: Pick<AvifLayout, "boxes" | "meta">): FileRange {
	const idat = meta.boxes.find(({ type }) => type === "idat");
	const outer = boxes.find(({ type }) => type === "meta");
	if (!idat || !outer) throw unreadable("AVIF", "the data of an item is missing");
	return { start: outer.start + idat.bodyStart, end: outer.start + idat.end };
}
