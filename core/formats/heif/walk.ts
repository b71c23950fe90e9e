import { copyOf, textAt } from "../bytes/bytes.ts";
import { truncated, unreadable } from "../bytes/damage.ts";
import { fieldReader } from "../bytes/field-reader.ts";
import { bytesAt, type Parse } from "../bytes/parse.ts";
import { type Box, walkBoxes } from "./boxes.ts";
import { firstFrameMeta } from "./first-frame.ts";
import type { HeifFormat } from "./heif-format.ts";
import { type Item, type Meta, readMeta } from "./items.ts";
import { findPrimary, type PrimaryPicture } from "./primary.ts";

/** The structure of a file, and its picture. */
export type HeifLayout = PrimaryPicture & {
	readonly format: HeifFormat;
	/** The top-level boxes, in order. */
	readonly boxes: readonly Box[];
	readonly meta: Meta;
	/** Whether the picture is the first one of a sequence, and `meta` was made for it. */
	readonly isSequence: boolean;
};

/** An extent of an item's data, as offsets in the file. */
export type FileRange = { readonly start: number; readonly end: number };

const MAX_META_BYTES = 4 << 20;

/** How often all bytes may be used. */
const MAX_SHARING = 3;

/**
 * Walks a file's boxes (ISO/IEC 14496-12, 23008-12) and reads its meta box. Of an animated
 * AVIF, and of a file without a still picture, the picture is the sequence's first one, as in browsers.
 *
 * @param size bytes in the file
 *
 * @throws {WidthwiseError} `truncated-file` if a box or an item ends after the file,
 *   `unreadable-image` if the structure is invalid
 *
 * @example
 * const { primary } = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 */
export function* walkHeif(size: number, format: HeifFormat): Parse<HeifLayout> {
	const { label } = format;
	const boxes = yield* walkBoxes(size, label);
	const { meta, isSequence } = yield* readPictures(boxes, format);
	const picture = findPrimary(meta, format.derivedTypes);
	const primary = picture?.primary;
	if (!primary || primary.extents.length === 0) throw unreadable(label, "it has no image data");
	if (primary.type !== format.codedType && !format.derivedTypes.includes(primary.type)) {
		throw unreadable(label, "its picture has an unknown type");
	}
	const layout = { format, boxes, meta, isSequence, ...picture };
	requireRanges(layout, size);
	return layout;
}

/**
 * Items may share data, but a file whose items have many times its bytes would multiply the work of
 * everything that copies or decodes them.
 */
function requireRanges(layout: HeifLayout, size: number): void {
	let total = 0;
	for (const item of layout.meta.items.values()) {
		for (const { start, end } of fileRanges(layout, item, size)) total += end - start;
	}
	if (total > MAX_SHARING * size) throw unreadable(layout.format.label, "its items overlap");
}

/** The meta box, or what stands for it if the sequence counts. */
function* readPictures(
	boxes: readonly Box[],
	format: HeifFormat,
): Parse<Pick<HeifLayout, "meta" | "isSequence">> {
	const { label } = format;
	const [metaBytes, moov] = [yield* wholeBox(boxes, "meta"), yield* wholeBox(boxes, "moov")];
	const still = metaBytes && readMeta(metaBytes, label);
	const hasStill = still !== null && still.primary !== null;
	const major = yield* majorBrand(boxes);
	if (moov && (!hasStill || format.sequenceBrands.includes(major))) {
		const bytes = firstFrameMeta(moov, still, format);
		if (bytes) return { meta: readMeta(bytes, label), isSequence: true };
	}
	if (still) return { meta: still, isSequence: false };
	throw unreadable(label, moov ? "it has no picture" : "it has no meta box");

	/** A copy: bytes are valid only until the next read. */
	function* wholeBox(all: readonly Box[], wanted: string): Parse<Uint8Array | null> {
		const box = all.find(({ type }) => type === wanted);
		if (!box) return null;
		if (box.end - box.start > MAX_META_BYTES) {
			throw unreadable(label, `its ${wanted} box is too large`);
		}
		return copyOf(yield* bytesAt(box.start, box.end - box.start));
	}
}

function* majorBrand(boxes: readonly Box[]): Parse<string> {
	const ftyp = boxes.find(({ type }) => type === "ftyp");
	return ftyp ? textAt(yield* bytesAt(ftyp.bodyStart, 4), 0, 4) : "";
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
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const [first] = fileRanges(layout, layout.primary, bytes.length);
 */
export function fileRanges(
	layout: Pick<HeifLayout, "format" | "boxes" | "meta">,
	item: Item,
	size: number,
): readonly FileRange[] {
	const { label } = layout.format;
	const place = item.place === "file" ? { start: 0, end: size } : idatRange(layout);
	return item.extents.map(({ offset, length }) => {
		const start = place.start + offset;
		const end = length === 0 ? place.end : start + length;
		if (start > place.end || end > place.end) {
			throw item.place === "file" ? truncated(label) : unreadable(label, "an item is cut off");
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
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const xmp = parseBytes(bytes, heifPayload(layout, "mime", bytes.length));
 */
export function* heifPayload(
	layout: HeifLayout,
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
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const exif = parseBytes(bytes, heifExif(layout, bytes.length));
 */
export function* heifExif(layout: HeifLayout, size: number): Parse<Uint8Array | null> {
	const payload = yield* heifPayload(layout, "Exif", size);
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
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const items = companions(layout, layout.primary.id);
 */
export function companions(layout: HeifLayout, id: number): readonly Item[] {
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
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * isAlpha(layout, layout.primary); // false
 */
export function isAlpha(layout: HeifLayout, item: Item): boolean {
	const auxC = item.properties.find(({ box }) => box.type === "auxC")?.box;
	if (!auxC) return false;
	const name = fieldReader(layout.meta.bytes, auxC.bodyStart + 4, auxC.end).string();
	return (
		name === "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" ||
		name.startsWith("urn:mpeg:hevc:2015:auxid:1")
	);
}

function idatRange({
	format,
	boxes,
	meta,
}: Pick<HeifLayout, "format" | "boxes" | "meta">): FileRange {
	const idat = meta.boxes.find(({ type }) => type === "idat");
	const outer = boxes.find(({ type }) => type === "meta");
	if (!idat || !outer) throw unreadable(format.label, "the data of an item is missing");
	return { start: outer.start + idat.bodyStart, end: outer.start + idat.end };
}
