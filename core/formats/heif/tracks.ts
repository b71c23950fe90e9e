import { viewOf } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { fieldReader } from "../bytes/field-reader.ts";
import { type Box, boxesIn } from "./boxes.ts";
import type { Extent } from "./items.ts";

/** A track of coded pictures, as far as its first one needs it. ISO/IEC 14496-12, 8.3. */
export type Track = {
	readonly id: number;
	/** The ids of the tracks that it refers to: "auxl" of an alpha track, "prem" of a premultiplied one. */
	readonly references: readonly { readonly type: string; readonly to: readonly number[] }[];
	/** Four characters: "av01", "hvc1". */
	readonly codedType: string;
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	/** The boxes inside its sample entry, such as "av1C" and "colr". */
	readonly properties: readonly Box[];
	/** The data of its first picture, in the file. */
	readonly first: Extent;
	/** Its own meta box, with EXIF and XMP. */
	readonly meta: Box | null;
};

/** Bytes of a visual sample entry before its boxes: 14496-12, 12.1.3.2. */
const VISUAL_ENTRY_BYTES = 78;

/**
 * Reads the tracks of pictures in a movie box, in their order; others are left out.
 *
 * @param moov the whole box, header included; boxes refer to these bytes
 * @param label the name of the format, for messages: "AVIF"
 *
 * @throws {WidthwiseError} `unreadable-image` if boxes are not nested correctly or too short
 *
 * @example
 * const [colours] = readTracks(moov, "AVIF");
 */
export function readTracks(moov: Uint8Array, label: string): readonly Track[] {
	const [outer] = boxesIn(moov, 0, moov.length, label);
	if (!outer) throw unreadable(label, "it has no movie box");
	return inside(moov, outer, label)
		.filter(({ type }) => type === "trak")
		.map((trak) => readTrack(moov, trak, label))
		.filter((track) => track !== null);
}

function readTrack(moov: Uint8Array, trak: Box, label: string): Track | null {
	const boxes = inside(moov, trak, label);
	const header = boxes.find(({ type }) => type === "tkhd");
	const tables = descend(moov, boxes, ["mdia", "minf", "stbl"], label);
	const entry = tables && sampleEntry(moov, tables, label);
	const first = tables && firstSample(moov, tables);
	if (!header || !entry || !first) return null;
	const tref = boxes.find(({ type }) => type === "tref");
	return {
		id: trackId(moov, header),
		references: tref ? readReferences(moov, tref, label) : [],
		...entry,
		first,
		meta: boxes.find(({ type }) => type === "meta") ?? null,
	};
}

function inside(moov: Uint8Array, { bodyStart, end }: Box, label: string): readonly Box[] {
	return boxesIn(moov, bodyStart, end, label);
}

/** The boxes inside a path of boxes; `null` if one is missing. */
function descend(
	moov: Uint8Array,
	boxes: readonly Box[],
	[first, ...rest]: readonly string[],
	label: string,
): readonly Box[] | null {
	if (first === undefined) return boxes;
	const box = boxes.find(({ type }) => type === first);
	return box ? descend(moov, inside(moov, box, label), rest, label) : null;
}

/** `tkhd`: 14496-12, 8.3.2. */
function trackId(moov: Uint8Array, header: Box): number {
	const fields = fieldReader(moov, header.bodyStart, header.end);
	const timeBytes = fields.uint(4) >>> 24 === 1 ? 16 : 8;
	fields.text(timeBytes);
	return fields.uint(4);
}

/** `tref`: 14496-12, 8.3.3. */
function readReferences(moov: Uint8Array, tref: Box, label: string): Track["references"] {
	return inside(moov, tref, label).map(({ type, bodyStart, end }) => {
		const ids = viewOf(moov.subarray(bodyStart, end));
		const count = Math.floor(ids.byteLength / 4);
		return { type, to: Array.from({ length: count }, (_, index) => ids.getUint32(index * 4)) };
	});
}

type SampleEntry = Pick<Track, "codedType" | "width" | "height" | "properties">;

/** The first entry of `stsd`: 14496-12, 8.5.2; `null` if it has no room for a visual one. */
function sampleEntry(moov: Uint8Array, tables: readonly Box[], label: string): SampleEntry | null {
	const stsd = tables.find(({ type }) => type === "stsd");
	const entry = stsd && boxesIn(moov, stsd.bodyStart + 8, stsd.end, label)[0];
	if (!entry || entry.end - entry.bodyStart < VISUAL_ENTRY_BYTES) return null;
	const view = viewOf(moov.subarray(entry.bodyStart));
	return {
		codedType: entry.type,
		width: view.getUint16(24),
		height: view.getUint16(26),
		properties: boxesIn(moov, entry.bodyStart + VISUAL_ENTRY_BYTES, entry.end, label),
	};
}

/** The first sample is at the start of the first chunk: 14496-12, 8.7.3 and 8.7.5. */
function firstSample(moov: Uint8Array, tables: readonly Box[]): Extent | null {
	const fields = (wanted: string) => {
		const box = tables.find(({ type }) => type === wanted);
		return box ? fieldReader(moov, box.bodyStart + 4, box.end) : null;
	};
	const sizes = fields("stsz");
	const offsets = fields("stco") ?? fields("co64");
	if (!sizes || !offsets) return null;
	const common = sizes.uint(4);
	if (sizes.uint(4) === 0 || offsets.uint(4) === 0) return null;
	const isWide = !tables.some(({ type }) => type === "stco");
	return { offset: offsets.uint(isWide ? 8 : 4), length: common === 0 ? sizes.uint(4) : common };
}
