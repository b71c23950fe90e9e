import { WidthwiseError } from "../../errors.ts";
import { copyOf, latin1, textAt } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { type Box, boxesIn } from "../heif/boxes.ts";
import { findCompanions } from "../heif/companions.ts";
import type { Item } from "../heif/items.ts";
import { type FileRange, fileRanges, type HeifLayout } from "../heif/walk.ts";
import { publicProfile } from "../icc/public-profile.ts";
import { plainBrands, plainProperty } from "./plain-boxes.ts";

/** The boxes of the meta box that describe and locate the picture. */
const KEPT_IN_META: readonly string[] = ["hdlr", "pitm", "iloc", "iinf", "iref", "iprp", "idat"];

/** The properties that affect how a picture is decoded, oriented or coloured. */
const KEPT_PROPERTIES: readonly string[] = [
	...["ispe", "pixi", "pasp", "colr", "av1C", "auxC", "clap", "irot", "imir"],
	...["lsel", "a1op", "a1lx", "clli", "mdcv", "cclv", "amve"],
];

const FREE = latin1("free");

/** Bytes of `hdlr` before its name: ISO/IEC 14496-12, 8.4.3. */
const HANDLER_BYTES = 24;

/** Bytes of primaries, transfer, matrix and range. */
const NCLX_BYTES = 7;

/**
 * Strips an AVIF to its primary picture: coded pixels, tiles, alpha plane and properties. Offsets
 * stay the same: everything else is overwritten with zeros, that is, the data of other items (EXIF,
 * XMP, thumbnails, gain maps), names, unknown boxes and properties. Removed boxes and items get the
 * type `free`. Boxes after the last one that is needed, or that an item points into, are dropped.
 *
 * @param bytes the whole file; only read
 *
 * @throws {WidthwiseError} `unsupported-format` for an animation, `truncated-file` or
 *   `unreadable-image` for item data outside its box
 *
 * @example
 * const stripped = stripAvif(bytes, parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT)));
 */
export function stripAvif(bytes: Uint8Array, layout: HeifLayout): Uint8Array<ArrayBuffer> {
	const { boxes } = layout;
	if (boxes.some(({ type }) => type === "moov")) {
		throw new WidthwiseError(
			"unsupported-format",
			"Animated AVIF cannot be stripped without re-encoding it",
		);
	}
	const needed = neededBoxes(boxes);
	const kept = new Set(needed);
	const stripped = new Uint8Array(Math.max(needed.at(-1)?.end ?? 0, endOfItems(bytes, layout)));
	for (const box of boxes) {
		if (box.end > stripped.length) break;
		stripped.set(bytes.subarray(box.start, box.bodyStart), box.start);
		if (!kept.has(box)) stripped.set(FREE, box.start + 4);
		if (box.type === "ftyp" && kept.has(box)) {
			stripped.set(bytes.subarray(box.bodyStart, box.end), box.bodyStart);
			plainBrands(stripped.subarray(box.bodyStart, box.end));
		}
		if (box.type === "meta" && kept.has(box)) stripped.set(stripMeta(layout), box.start);
	}
	for (const item of keptItems(layout)) {
		for (const range of fileRanges(layout, item, bytes.length)) {
			requireInside(boxes, range, item.place === "file" ? "mdat" : "meta");
			stripped.set(bytes.subarray(range.start, range.end), range.start);
		}
	}
	return stripped;
}

/** The end of the last box with data of an item, also of one that is removed: its place stays recorded. */
function endOfItems({ length }: Uint8Array, layout: HeifLayout): number {
	let last = 0;
	for (const item of layout.meta.items.values()) {
		if (item.place !== "file") continue;
		for (const { end } of fileRanges(layout, item, length)) last = Math.max(last, end);
	}
	const box = layout.boxes[lastBefore(layout.boxes, last - 1)];
	return Math.max(last, box?.end ?? 0);
}

/** The first `ftyp` and `meta`, and every `mdat`. */
function neededBoxes(boxes: readonly Box[]): readonly Box[] {
	return ["ftyp", "meta", "mdat"]
		.flatMap((boxType) => {
			const matches = boxes.filter(({ type }) => type === boxType);
			return boxType === "mdat" ? matches : matches.slice(0, 1);
		})
		.sort((one, other) => one.start - other.start);
}

/** The primary picture and all items that it consists of, recursively. */
function keptItems(layout: HeifLayout): ReadonlySet<Item> {
	const kept = new Set<Item>([layout.primary]);
	const companionsOf = findCompanions(layout);
	// The loop also visits the items added during it.
	for (const item of kept) {
		for (const companion of companionsOf(item.id)) kept.add(companion);
	}
	return kept;
}

/**
 * The meta box, with zeros for everything that does not belong to the picture, including all item
 * data.
 */
function stripMeta(layout: HeifLayout): Uint8Array<ArrayBuffer> {
	const { bytes, boxes, items, properties } = layout.meta;
	const meta = copyOf(bytes);
	const blank = (start: number, end: number): void => {
		meta.fill(0, start, end);
	};
	const free = (box: Box): void => {
		meta.set(FREE, box.start + 4);
		blank(box.bodyStart, box.end);
	};
	const seen = new Set<string>();
	for (const box of boxes) {
		// Of several boxes of a type, decoders read the first.
		if (!KEPT_IN_META.includes(box.type) || seen.has(box.type)) free(box);
		seen.add(box.type);
		if (box.type === "idat") blank(box.bodyStart, box.end);
		if (box.type === "hdlr") blank(Math.min(box.bodyStart + HANDLER_BYTES, box.end), box.end);
	}
	for (const box of boxesOfProperties(layout.meta)) {
		const isFirst = box.type === "ipco" && !seen.has(box.type);
		if (!isFirst && box.type !== "ipma") free(box);
		seen.add(box.type);
	}
	for (const box of properties) {
		if (!KEPT_PROPERTIES.includes(box.type)) free(box);
		else plainProperty(meta, box);
		if (box.type === "colr" && !stripColours(meta, box)) free(box);
	}
	const kept = keptItems(layout);
	for (const item of items.values()) {
		if (!kept.has(item)) meta.set(FREE, item.typeOffset);
		blank(item.typeOffset + 4, item.info.end);
	}
	return meta;
}

/**
 * Reduces a `colr` property (ISO/IEC 14496-12, 12.1.5) in its place: a profile to its colours, with
 * zeros after them, or the four codes of `nclx`. Returns whether it is one of these.
 */
function stripColours(meta: Uint8Array, box: Box): boolean {
	const kind = textAt(meta, box.bodyStart, 4);
	const start = box.bodyStart + 4;
	const old = meta.slice(start, box.end);
	meta.fill(0, start, box.end);
	if (kind === "nclx" && old.length >= NCLX_BYTES) {
		meta.set(old.subarray(0, NCLX_BYTES), start);
		return true;
	}
	const colours = kind === "prof" || kind === "rICC" ? publicProfile(old, old.length) : null;
	if (!colours) return false;
	meta.set(colours, start);
	return true;
}

/** The boxes inside `iprp` (ISO/IEC 23008-12, 9.3). */
function boxesOfProperties({ bytes, boxes }: HeifLayout["meta"]): readonly Box[] {
	const iprp = boxes.find(({ type }) => type === "iprp");
	return iprp ? boxesIn(bytes, iprp.bodyStart, iprp.end, "AVIF") : [];
}

/** An item that points outside its box could keep data that must be stripped. */
function requireInside(boxes: readonly Box[], range: FileRange, boxType: string): void {
	const box = boxes[lastBefore(boxes, range.start)];
	const isInside = box?.type === boxType && range.start >= box.bodyStart && range.end <= box.end;
	if (!isInside) throw unreadable("AVIF", "its image data is in the wrong place");
}

/** The index of the last box that begins at an offset or before; -1 if there is none. */
function lastBefore(boxes: readonly Box[], offset: number): number {
	let [low, high] = [0, boxes.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((boxes[middle]?.start ?? 0) <= offset) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}
