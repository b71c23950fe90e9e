import { concat, latin1, startsWith } from "../bytes/bytes.ts";
import type { HeifFormat } from "./heif-format.ts";
import { type Extent, type Item, type Meta, readMeta } from "./items.ts";
import { readTracks, type Track } from "./tracks.ts";
import { uint, writeBox, writeFullBox } from "./write-box.ts";

/** An item of the meta box to write. */
type StillItem = {
	readonly type: string;
	/** What follows the type in its `infe` box. */
	readonly info: Uint8Array;
	/** In the file. */
	readonly extent: Extent;
	readonly properties: readonly Uint8Array[];
};

type StillReference = { readonly type: string; readonly from: number; readonly to: number };

/** The boxes of a sample entry that mean the same as properties of an item. */
const PROPERTIES: readonly string[] = [
	...["av1C", "hvcC", "colr", "pasp", "clap", "irot", "imir", "pixi"],
];

/** Decoders must not show a picture if they do not know these: ISO/IEC 23008-12, 9.3.1. */
const ESSENTIAL: readonly string[] = ["av1C", "hvcC", "clap", "irot", "imir"];

const METADATA: readonly string[] = ["Exif", "mime"];

/** An empty name. */
const NO_NAME: Uint8Array = Uint8Array.of(0);

const COLOUR_ID = 1;
const ALPHA_ID = 2;

/**
 * Describes the first picture of a sequence (ISO/IEC 23008-12, 7), with its alpha and metadata, as a
 * still one: by a meta box, whose offsets are in the file. Like browsers, it ignores edit lists and
 * the matrix of the track.
 *
 * @param moov the whole movie box, header included
 * @param still the meta box of the file, for its metadata; `null` if there is none
 *
 * @returns `null` if no track has pictures in the format
 *
 * @throws {WidthwiseError} `unreadable-image` if a box is damaged
 *
 * @example
 * const meta = firstFrameMeta(moov, null, AVIF_FORMAT);
 */
export function firstFrameMeta(
	moov: Uint8Array,
	still: Meta | null,
	format: HeifFormat,
): Uint8Array<ArrayBuffer> | null {
	const tracks = readTracks(moov, format.label).filter(({ codedType }) =>
		format.sampleTypes.includes(codedType),
	);
	const colour = tracks.find((track) => refersTo(track, "auxl") === null);
	if (!colour) return null;
	const alpha = tracks.find(
		(track) => refersTo(track, "auxl") === colour.id && isAlpha(moov, track),
	);
	const own = colour.meta && moov.subarray(colour.meta.start, colour.meta.end);
	const metadata = [still, own && readMeta(own, format.label)].flatMap((meta) =>
		meta ? metadataItems(meta) : [],
	);
	const pictures = [colour, ...(alpha ? [alpha] : [])].map((track) => picture(moov, track, format));
	const references = [
		...(alpha ? [{ type: "auxl", from: ALPHA_ID, to: COLOUR_ID }] : []),
		...(alpha && refersTo(colour, "prem") === alpha.id
			? [{ type: "prem", from: COLOUR_ID, to: ALPHA_ID }]
			: []),
	];
	return writeMeta([...pictures, ...metadata], references);
}

function refersTo({ references }: Track, wanted: string): number | null {
	return references.find(({ type }) => type === wanted)?.to[0] ?? null;
}

/** MIAF, ISO/IEC 23000-22, 7.3.5.2: `auxi` is a track's `auxC`. */
function isAlpha(moov: Uint8Array, { properties }: Track): boolean {
	const auxi = properties.find(({ type }) => type === "auxi");
	if (!auxi) return false;
	const name = moov.subarray(auxi.bodyStart + 4, auxi.end);
	return startsWith(name, "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha");
}

function picture(moov: Uint8Array, track: Track, { codedType }: HeifFormat): StillItem {
	const { width, height, first, properties } = track;
	const kept = properties.filter(({ type }) => PROPERTIES.includes(type));
	const auxi = properties.find(({ type }) => type === "auxi");
	return {
		type: codedType,
		info: NO_NAME,
		extent: first,
		properties: [
			writeFullBox("ispe", 0, uint(width, 4), uint(height, 4)),
			...kept.map(({ start, end }) => moov.subarray(start, end)),
			...(auxi ? [writeBox("auxC", moov.subarray(auxi.bodyStart, auxi.end))] : []),
		],
	};
}

function metadataItems({ bytes, items }: Meta): readonly StillItem[] {
	const isMetadata = ({ type, place }: Item) => METADATA.includes(type) && place === "file";
	return [...items.values()].filter(isMetadata).flatMap((item) => {
		const [extent] = item.extents;
		const info = bytes.subarray(item.typeOffset + 4, item.info.end);
		return extent ? [{ type: item.type, info, extent, properties: [] }] : [];
	});
}

/** Writes a meta box in which items have the ids 1, 2 and so on; the first is the primary one. */
function writeMeta(
	items: readonly StillItem[],
	references: readonly StillReference[],
): Uint8Array<ArrayBuffer> {
	const numbered = items.map((item, index) => ({ ...item, id: uint(index + 1, 2) }));
	const locations = numbered.map(({ id, extent: { offset, length } }) =>
		// Method and data reference 0, one extent.
		concat([id, uint(0, 4), uint(1, 2), uint(offset, 8), uint(length, 4)]),
	);
	const infos = numbered.map(({ id, type, info }) =>
		writeFullBox("infe", 2, id, uint(0, 2), latin1(type), info),
	);
	const links = references.map(({ type, from, to }) =>
		writeBox(type, uint(from, 2), uint(1, 2), uint(to, 2)),
	);
	return writeFullBox(
		"meta",
		0,
		writeFullBox("hdlr", 0, uint(0, 4), latin1("pict"), new Uint8Array(13)),
		writeFullBox("pitm", 0, uint(COLOUR_ID, 2)),
		writeFullBox("iloc", 1, uint(0x8400, 2), uint(items.length, 2), ...locations),
		writeFullBox("iinf", 0, uint(items.length, 2), ...infos),
		...(links.length > 0 ? [writeFullBox("iref", 0, ...links)] : []),
		writeProperties(items),
	);
}

/** `iprp`: 23008-12, 9.3. Every item has properties of its own. */
function writeProperties(items: readonly StillItem[]): Uint8Array<ArrayBuffer> {
	let index = 0;
	const links = items.map(({ properties }, item) => {
		const own = properties.map((box) => {
			index++;
			return uint(
				index + (ESSENTIAL.some((type) => startsWith(box.subarray(4), type)) ? 0x80 : 0),
				1,
			);
		});
		return concat([uint(item + 1, 2), uint(own.length, 1), ...own]);
	});
	const boxes = items.flatMap(({ properties }) => properties);
	const ipma = writeFullBox("ipma", 0, uint(items.length, 4), ...links);
	return writeBox("iprp", writeBox("ipco", ...boxes), ipma);
}
