import { big, join, noise } from "./bytes.ts";
import { richExif } from "./exif.ts";
import { cleanProfile } from "./icc.ts";
import { XMP_PACKET } from "./metadata.ts";

/** Makes a box. */
export function box(
	type: string,
	...contents: readonly (Uint8Array | string | number)[]
): Uint8Array<ArrayBuffer> {
	const body = join(...contents);
	return join(big(body.length + 8, 4), type, body);
}

/** Makes a box with a version and flags of 0. */
export function fullBox(
	type: string,
	version: number,
	...contents: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
	return box(type, big(version * 2 ** 24, 4), ...contents);
}

/** An item of a test file. */
export type TestItem = {
	readonly id: number;
	readonly type: string;
	readonly bytes: Uint8Array;
	/** Indices of its properties, from 1. */
	readonly properties?: readonly number[];
	/** The rest of its `infe` box: name and content type. */
	readonly info?: string;
	/** "nowhere": it has no data. Default: the file. */
	readonly place?: "file" | "idat" | "nowhere";
};

/** A reference between items: its type, the item it is from, and the items it is to. */
export type TestReference = readonly [type: string, from: number, ...to: number[]];

/** The parts of a test file. */
export type TestAvif = {
	readonly items: readonly TestItem[];
	readonly references?: readonly TestReference[];
	readonly properties: readonly Uint8Array[];
	/** The brands in `ftyp`, the major one first. Default: those of AVIF. */
	readonly brands?: string;
	/** Extra boxes: in the meta box, before `meta` and after `mdat`. */
	readonly inMeta?: readonly Uint8Array[];
	readonly before?: readonly Uint8Array[];
	readonly after?: readonly Uint8Array[];
};

export const ICC_PROPERTY: Uint8Array = box("colr", "prof", cleanProfile());
export const COLOUR: Uint8Array = noise(300, 5);
export const ALPHA: Uint8Array = noise(80, 6);

/** Makes an `ispe` property. */
export function ispe(width: number, height: number): Uint8Array<ArrayBuffer> {
	return fullBox("ispe", 0, big(width, 4), big(height, 4));
}

const ALPHA_NAME = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0";

/** A picture of 320 by 200 pixels with alpha, without metadata. */
export const PLAIN: TestAvif = {
	items: [
		{ id: 1, type: "av01", bytes: COLOUR, properties: [1, 2, 3] },
		{ id: 2, type: "av01", bytes: ALPHA, properties: [1, 4], place: "idat" },
	],
	references: [["auxl", 2, 1]],
	properties: [
		ispe(320, 200),
		// AV1-ISOBMFF, 2.3: version 1, 8 bits, 4:2:0.
		box("av1C", join(0x81, 0, 0x0c, 0)),
		ICC_PROPERTY,
		fullBox("auxC", 0, join(ALPHA_NAME)),
	],
};

/**
 * The metadata that an AVIF can contain and that stripping must remove, with the name of each
 * finding.
 */
export const PLANTS: Readonly<Record<string, readonly [name: string, plant: Partial<TestAvif>]>> = {
	exif: [
		"EXIF",
		{ items: [item(10, "Exif", join(big(0, 4), richExif()))], references: [["cdsc", 10, 1]] },
	],
	exifInMeta: [
		"EXIF",
		{ items: [{ ...item(11, "Exif", join(big(0, 4), richExif())), place: "idat" }] },
	],
	xmp: ["XMP", { items: [{ ...item(12, "mime", XMP_PACKET), info: "\0application/rdf+xml\0" }] }],
	thumbnail: [
		"thumbnail",
		{ items: [item(13, "av01", join("SECRET-THUMB"))], references: [["thmb", 13, 1]] },
	],
	gainMap: ["gain map", { items: [item(14, "tmap", join("SECRET-TMAP"))] }],
	uri: ["unknown data (uri )", { items: [item(15, "uri ", join("SECRET-URI"))] }],
	uuid: ["unknown data (uuid)", { before: [box("uuid", noise(16), "SECRET-UUID")] }],
	motion: ["unknown data (mpvd)", { after: [box("mpvd", "SECRET-VIDEO")] }],
	userData: ["unknown data (udta)", { inMeta: [box("udta", "SECRET-UDTA")] }],
	description: ["unknown data (udes)", { properties: [fullBox("udes", 0, join("SECRET-UDES"))] }],
	name: ["item name", { items: [{ ...item(16, "av01", noise(9)), info: "SECRET-NAME\0" }] }],
	stray: ["data that belongs to no picture", { before: [box("mdat", "SECRET-STRAY")] }],
};

function item(id: number, type: string, bytes: Uint8Array): TestItem {
	return { id, type, bytes };
}

/** Adds parts to the plain picture. */
export function plainWith(...plants: readonly Partial<TestAvif>[]): TestAvif {
	const all = [...plants];
	return {
		items: [...all.flatMap(({ items }) => items ?? []), ...PLAIN.items],
		references: [PLAIN, ...all].flatMap(({ references }) => references ?? []),
		properties: [PLAIN, ...all].flatMap(({ properties }) => properties ?? []),
		inMeta: all.flatMap(({ inMeta }) => inMeta ?? []),
		before: all.flatMap(({ before }) => before ?? []),
		after: all.flatMap(({ after }) => after ?? []),
	};
}

/** Builds the file: `ftyp`, boxes before, `meta`, `mdat` with the items in order, boxes after. */
export function avif(parts: TestAvif): Uint8Array<ArrayBuffer> {
	const { brands = "avifavifmif1miaf" } = parts;
	const ftyp = box("ftyp", brands.slice(0, 4), big(0, 4), brands.slice(4));
	const head = join(ftyp, ...(parts.before ?? []));
	// The length of the meta box does not depend on the offsets in it.
	const length = meta(parts, 0).length;
	const data = parts.items
		.filter(({ place = "file" }) => place === "file")
		.map(({ bytes }) => bytes);
	const built = meta(parts, head.length + length + 8);
	return join(head, built, box("mdat", ...data), ...(parts.after ?? []));
}

function meta(parts: TestAvif, dataStart: number): Uint8Array<ArrayBuffer> {
	const { items, properties, references = [], inMeta = [] } = parts;
	const next = { file: dataStart, idat: 0, nowhere: 0 };
	const located = items.filter(({ place }) => place !== "nowhere");
	const locations = located.map(({ id, bytes, place = "file" }) => {
		const offset = next[place];
		next[place] += bytes.length;
		const method = big(place === "idat" ? 1 : 0, 2);
		return join(big(id, 2), method, big(0, 2), big(1, 2), big(offset, 4), big(bytes.length, 4));
	});
	const infos = items.map(({ id, type, info = "\0" }) =>
		fullBox("infe", 2, big(id, 2), big(0, 2), join(type), join(info)),
	);
	const links = items.map(({ id, properties: own = [] }) => join(big(id, 2), own.length, ...own));
	const boxes = references.map(([type, from, ...to]) =>
		box(type, big(from, 2), big(to.length, 2), ...to.map((id) => big(id, 2))),
	);
	return fullBox(
		"meta",
		0,
		fullBox("hdlr", 0, big(0, 4), join("pict"), new Uint8Array(12), join("SECRET-HANDLER\0")),
		fullBox("pitm", 0, big(1, 2)),
		fullBox("iloc", 1, big(0x4400, 2), big(located.length, 2), ...locations),
		fullBox("iinf", 0, big(items.length, 2), ...infos),
		...(boxes.length > 0 ? [fullBox("iref", 0, ...boxes)] : []),
		box("iprp", box("ipco", ...properties), fullBox("ipma", 0, big(items.length, 4), ...links)),
		box("idat", ...items.filter(({ place }) => place === "idat").map(({ bytes }) => bytes)),
		...inMeta,
	);
}
