import { textAt } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { type FieldReader, fieldReader } from "../bytes/field-reader.ts";
import { type Box, boxesIn } from "./boxes.ts";

/** A contiguous part of an item's data, in bytes. */
export type Extent = { readonly offset: number; readonly length: number };

/** An item: a picture, a tile, an alpha plane or EXIF. ISO/IEC 23008-12. */
export type Item = {
	readonly id: number;
	/** Four characters: "av01", "hvc1", "grid", "Exif", "mime". */
	readonly type: string;
	/** Its `infe` box. */
	readonly info: Box;
	/** Offset of the type; a name and other fields may follow it. */
	readonly typeOffset: number;
	/** The location of its data: the file, or the `idat` box inside the meta box. */
	readonly place: "file" | "idat";
	/** Offsets are relative to the start of that place; length 0 means up to its end. */
	readonly extents: readonly Extent[];
	/** In order of application. */
	readonly properties: readonly Property[];
};

/** An association of an item with a property box. */
export type Property = {
	readonly essential: boolean;
	readonly box: Box;
	/** Where it is in the meta box. */
	readonly link: { readonly start: number; readonly end: number };
};

/** A reference from one item to others: "auxl", "dimg", "thmb", "cdsc". */
export type Reference = {
	readonly type: string;
	readonly from: number;
	readonly to: readonly number[];
};

/** The contents of a meta box. */
export type Meta = {
	/** The whole meta box, header included; offsets of its boxes refer to these bytes. */
	readonly bytes: Uint8Array;
	readonly boxes: readonly Box[];
	/** The property boxes, in `ipco`. */
	readonly properties: readonly Box[];
	/** The id of the primary item; `null` if none is. */
	readonly primary: number | null;
	readonly items: ReadonlyMap<number, Item>;
	readonly references: readonly Reference[];
};

const MAX_ENTRIES = 5000;

/**
 * Reads a meta box (ISO/IEC 14496-12, 8.11): its items, their locations, properties and references.
 *
 * @param bytes the whole box, header included
 * @param label the name of the format, for messages: "AVIF"
 *
 * @throws {WidthwiseError} `unreadable-image` if a box is invalid
 *
 * @example
 * const box = parseBytes(bytes, walkBoxes(bytes.length, "AVIF")).find(({ type }) => type === "meta");
 * const meta = readMeta(bytes.subarray(box?.start, box?.end), "AVIF");
 */
export function readMeta(bytes: Uint8Array, label: string): Meta {
	const outer = boxesIn(bytes, 0, bytes.length, label)[0];
	if (!outer) throw unreadable(label, "it has no meta box");
	const boxes = boxesIn(bytes, outer.bodyStart + 4, outer.end, label);
	const fields = (type: string): FieldReader | null => {
		const box = boxes.find((candidate) => candidate.type === type);
		return box ? fieldReader(bytes, box.bodyStart, box.end) : null;
	};
	const primary = readPrimary(fields("pitm"));
	const locations = readLocations(fields("iloc"), label);
	const properties = propertyBoxes(bytes, boxes, label);
	const links = readLinks(bytes, boxes, properties, label);
	const items = new Map<number, Item>();
	for (const info of readInfos(bytes, boxes, label)) {
		// The second item would replace the first, whose data would then not be stripped.
		if (items.has(info.id)) throw unreadable(label, "two of its items have the same id");
		const location = locations.get(info.id) ?? { place: "file", extents: [] };
		items.set(info.id, { ...info, ...location, properties: links.get(info.id) ?? [] });
	}
	const references = readReferences(bytes, boxes, label);
	return { bytes, boxes, properties, primary, items, references };
}

/** `pitm`: 14496-12, 8.11.4. */
function readPrimary(fields: FieldReader | null): number | null {
	if (!fields) return null;
	return fields.uint(4) >>> 24 === 0 ? fields.uint(2) : fields.uint(4);
}

function tooMany(label: string): Error {
	return unreadable(label, "it has too many items");
}

type Info = Pick<Item, "id" | "type" | "info" | "typeOffset">;

/** `iinf` and its `infe` boxes: 14496-12, 8.11.6. */
function readInfos(bytes: Uint8Array, boxes: readonly Box[], label: string): Info[] {
	const iinf = boxes.find(({ type }) => type === "iinf");
	if (!iinf) return [];
	const fields = fieldReader(bytes, iinf.bodyStart, iinf.end);
	fields.uint(fields.uint(4) >>> 24 === 0 ? 2 : 4);
	return boxesIn(bytes, fields.position(), iinf.end, label).map((info) => {
		const entry = fieldReader(bytes, info.bodyStart, info.end);
		const version = entry.uint(1);
		entry.uint(3);
		// Versions 0 and 1 have no item types, so they cannot describe a picture.
		if (version < 2) throw unreadable(label, "an item has no type");
		const id = entry.uint(version === 2 ? 2 : 4);
		entry.uint(2);
		return { id, info, typeOffset: entry.position(), type: entry.text(4) };
	});
}

type Location = Pick<Item, "place" | "extents">;

/** `iloc`: 14496-12, 8.11.3. */
function readLocations(fields: FieldReader | null, label: string): Map<number, Location> {
	if (!fields) return new Map();
	const version = fields.uint(1);
	fields.uint(3);
	const sizes = fields.uint(2);
	const [offsetSize, lengthSize] = [sizes >>> 12, (sizes >>> 8) & 15];
	const [baseSize, indexSize] = [(sizes >>> 4) & 15, version === 0 ? 0 : sizes & 15];
	const count = fields.uint(version < 2 ? 2 : 4);
	const locations = new Map<number, Location>();
	let total = 0;
	for (let item = 0; item < count; item++) {
		const id = fields.uint(version < 2 ? 2 : 4);
		const method = version === 0 ? 0 : fields.uint(2) & 15;
		if (method > 1 || fields.uint(2) !== 0) {
			throw unreadable(label, "the data of an item is outside the file");
		}
		const base = fields.uint(baseSize);
		const extents: Extent[] = [];
		const extentCount = fields.uint(2);
		total += 1 + extentCount;
		if (total > MAX_ENTRIES) throw tooMany(label);
		for (let extent = 0; extent < extentCount; extent++) {
			fields.uint(indexSize);
			const offset = base + fields.uint(offsetSize);
			extents.push({ offset, length: fields.uint(lengthSize) });
		}
		locations.set(id, { place: method === 0 ? "file" : "idat", extents });
	}
	return locations;
}

/** The property boxes, in `iprp` > `ipco`: ISO/IEC 23008-12, 9.3. */
function propertyBoxes(bytes: Uint8Array, boxes: readonly Box[], label: string): readonly Box[] {
	const ipco = boxesOfProperties(bytes, boxes, label).find(({ type }) => type === "ipco");
	return ipco ? boxesIn(bytes, ipco.bodyStart, ipco.end, label) : [];
}

function boxesOfProperties(
	bytes: Uint8Array,
	boxes: readonly Box[],
	label: string,
): readonly Box[] {
	const iprp = boxes.find(({ type }) => type === "iprp");
	return iprp ? boxesIn(bytes, iprp.bodyStart, iprp.end, label) : [];
}

/** `iprp` > `ipma`: the properties of each item, by index from 1. */
function readLinks(
	bytes: Uint8Array,
	boxes: readonly Box[],
	properties: readonly Box[],
	label: string,
): Map<number, Property[]> {
	const linked = new Map<number, Property[]>();
	let total = 0;
	for (const ipma of boxesOfProperties(bytes, boxes, label).filter(({ type }) => type === "ipma")) {
		const fields = fieldReader(bytes, ipma.bodyStart, ipma.end);
		const version = fields.uint(1);
		const wide = (fields.uint(3) & 1) === 1;
		for (let remaining = fields.uint(4); remaining > 0; remaining--) {
			const id = fields.uint(version === 0 ? 2 : 4);
			const links = linked.get(id) ?? [];
			const count = fields.uint(1);
			total += 1 + count;
			if (total > MAX_ENTRIES) throw tooMany(label);
			for (let link = 0; link < count; link++) {
				const start = fields.position();
				const value = fields.uint(wide ? 2 : 1);
				const index = value & (wide ? 0x7fff : 0x7f);
				const box = properties[index - 1];
				const link = { start, end: fields.position() };
				if (box) links.push({ essential: value !== index, box, link });
			}
			linked.set(id, links);
		}
	}
	return linked;
}

/** `iref`: 14496-12, 8.11.12. */
function readReferences(bytes: Uint8Array, boxes: readonly Box[], label: string): Reference[] {
	const iref = boxes.find(({ type }) => type === "iref");
	if (!iref) return [];
	const idBytes = bytes[iref.bodyStart] === 0 ? 2 : 4;
	let total = 0;
	return boxesIn(bytes, iref.bodyStart + 4, iref.end, label).map((box) => {
		const fields = fieldReader(bytes, box.bodyStart, box.end);
		const from = fields.uint(idBytes);
		const count = fields.uint(2);
		total += 1 + count;
		if (total > MAX_ENTRIES) throw tooMany(label);
		const to = Array.from({ length: count }, () => fields.uint(idBytes));
		return { type: textAt(bytes, box.start + 4, 4), from, to };
	});
}
