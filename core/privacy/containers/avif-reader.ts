import { textAt, viewOf } from "../../formats/bytes/bytes.ts";
import { truncated, unreadable } from "../../formats/bytes/damage.ts";

/** A run of bytes in the file. */
export type Span = { readonly start: number; readonly end: number };

/** A box (ISO/IEC 14496-12 4.2); its contents begin at `body`. */
export type AvifBox = Span & { readonly type: string; readonly body: number };

/** An item (ISO/IEC 14496-12 8.11): a picture, a tile, an alpha plane, EXIF. */
export type AvifPart = {
	readonly type: string;
	/** The rest of its `infe` entry after the type: its name, and more. */
	readonly name: Span;
	/** The positions of its bytes. */
	readonly spans: readonly Span[];
	/** The types of its references to other parts: "auxl", "dimg", "thmb", "cdsc". */
	readonly links: readonly string[];
	readonly isAlpha: boolean;
};

/** Everything in an AVIF that can hold bytes. */
export type AvifContents = {
	readonly boxes: readonly AvifBox[];
	/** Boxes inside the meta box, properties included. */
	readonly inner: readonly AvifBox[];
	readonly parts: readonly AvifPart[];
};

const MAX_BOXES = 20_000;
const MAX_ENTRIES = 20_000;
const ALPHA = /^urn:(mpeg:mpegB:cicp:systems:auxiliary:alpha\0|mpeg:hevc:2015:auxid:1)/;

/**
 * Reads an AVIF to prove that no metadata is left. It shares no code with the walker that strips, so
 * that it cannot repeat a mistake of the walker.
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`
 *
 * @example
 * readAvif(bytes).parts.map(({ type }) => type); // ["av01"]
 */
export function readAvif(bytes: Uint8Array): AvifContents {
	const boxes = boxesBetween(bytes, 0, bytes.length);
	const meta = required(boxes, "meta");
	const inMeta = boxesBetween(bytes, meta.body + 4, meta.end);
	const iprp = inMeta.find(({ type }) => type === "iprp");
	const inProperties = iprp ? boxesBetween(bytes, iprp.body, iprp.end) : [];
	const ipco = inProperties.find(({ type }) => type === "ipco");
	const properties = ipco ? boxesBetween(bytes, ipco.body, ipco.end) : [];
	const alphas = new Set(
		properties.flatMap((box, i) => (isAlphaProperty(bytes, box) ? [i + 1] : [])),
	);
	const isAlpha = new Set(
		inProperties
			.filter(({ type }) => type === "ipma")
			.flatMap((ipma) => partsWith(bytes, ipma, alphas)),
	);
	const spansOf = spansById(bytes, required(inMeta, "iloc"), inMeta);
	const links = linksOf(bytes, inMeta);
	const parts = entriesOf(bytes, required(inMeta, "iinf")).map(({ id, type, name }) => ({
		type,
		name,
		spans: spansOf.get(id) ?? [],
		links: links.get(id) ?? [],
		isAlpha: isAlpha.has(id),
	}));
	return { boxes, inner: [...inMeta, ...inProperties, ...properties], parts };
}

function required(boxes: readonly AvifBox[], name: string): AvifBox {
	const box = boxes.find(({ type }) => type === name);
	if (!box) throw unreadable("AVIF", `it has no "${name}" box`);
	return box;
}

function boxesBetween(bytes: Uint8Array, from: number, to: number): readonly AvifBox[] {
	const view = viewOf(bytes);
	const found: AvifBox[] = [];
	for (let at = from; at < to; ) {
		if (to - at < 8 || found.length === MAX_BOXES) throw notNested();
		const short = view.getUint32(at);
		const body = at + (short === 1 ? 16 : 8);
		if (body > to) throw notNested();
		const size = short === 0 ? to - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
		if (size < body - at) throw notNested();
		if (at + size > to) throw to === bytes.length ? truncated("AVIF") : notNested();
		found.push({ type: textAt(bytes, at + 4, 4), start: at, body, end: at + size });
		at += size;
	}
	return found;
}

function notNested(): Error {
	return unreadable("AVIF", "its boxes are not nested correctly");
}

/** Reads big-endian numbers of 0 to 8 bytes, one after another. */
type Cursor = { take(size: number): number; readonly at: number };

function cursorIn(bytes: Uint8Array, { body, end }: AvifBox): Cursor {
	let at = body;
	let taken = 0;
	return {
		get at() {
			return at;
		},
		take(size) {
			if (at + size > end || ++taken > MAX_ENTRIES) {
				throw unreadable("AVIF", "a box is shorter than its contents, or too long");
			}
			let value = 0;
			for (const stop = at + size; at < stop; at++) value = value * 256 + (bytes[at] ?? 0);
			return value;
		},
	};
}

/** `iinf`: 14496-12 8.11.6. */
function entriesOf(bytes: Uint8Array, iinf: AvifBox) {
	const start = iinf.body + 4 + (bytes[iinf.body] === 0 ? 2 : 4);
	return boxesBetween(bytes, start, iinf.end).map((infe) => {
		const cursor = cursorIn(bytes, infe);
		const version = cursor.take(1);
		cursor.take(3);
		if (version < 2) throw unreadable("AVIF", "an item has no type");
		const id = cursor.take(version === 2 ? 2 : 4);
		cursor.take(2);
		const type = textAt(bytes, cursor.at, 4);
		return { id, type, name: { start: Math.min(cursor.at + 4, infe.end), end: infe.end } };
	});
}

/** `iloc`: 14496-12 8.11.3. Construction method 0 counts from the file's start, 1 from `idat`'s. */
function spansById(
	bytes: Uint8Array,
	iloc: AvifBox,
	inMeta: readonly AvifBox[],
): ReadonlyMap<number, readonly Span[]> {
	const cursor = cursorIn(bytes, iloc);
	const version = cursor.take(1);
	cursor.take(3);
	const [first, second] = [cursor.take(1), cursor.take(1)];
	const idBytes = version < 2 ? 2 : 4;
	const spansOf = new Map<number, Span[]>();
	for (let left = cursor.take(idBytes); left > 0; left--) {
		const id = cursor.take(idBytes);
		const isInMeta = version > 0 && (cursor.take(2) & 15) === 1;
		cursor.take(2);
		const container = isInMeta
			? required(inMeta, "idat")
			: { type: "file", start: 0, body: 0, end: bytes.length };
		const base = container.body + cursor.take(second >> 4);
		const spans: Span[] = [];
		for (let extents = cursor.take(2); extents > 0; extents--) {
			if (version > 0) cursor.take(second & 15);
			const start = base + cursor.take(first >> 4);
			const length = cursor.take(first & 15);
			const end = length === 0 ? container.end : start + length;
			// Clamped, because an extent may claim to end after its container.
			spans.push({ start: Math.min(start, container.end), end: Math.min(end, container.end) });
		}
		spansOf.set(id, spans);
	}
	return spansOf;
}

/** `iref`: 14496-12 8.11.12. */
function linksOf(
	bytes: Uint8Array,
	inMeta: readonly AvifBox[],
): ReadonlyMap<number, readonly string[]> {
	const links = new Map<number, string[]>();
	const iref = inMeta.find(({ type }) => type === "iref");
	if (!iref) return links;
	const idBytes = bytes[iref.body] === 0 ? 2 : 4;
	for (const box of boxesBetween(bytes, iref.body + 4, iref.end)) {
		const from = cursorIn(bytes, box).take(idBytes);
		const others = links.get(from);
		if (others) others.push(box.type);
		else links.set(from, [box.type]);
	}
	return links;
}

/** MIAF 7.3.5.2: the `auxC` property identifies an alpha plane. */
function isAlphaProperty(bytes: Uint8Array, { type, body, end }: AvifBox): boolean {
	return type === "auxC" && ALPHA.test(textAt(bytes, body + 4, Math.min(60, end - body - 4)));
}

/** Lists the parts that `ipma` (ISO/IEC 23008-12 9.3) links to any of the properties, from 1. */
function partsWith(bytes: Uint8Array, ipma: AvifBox, properties: ReadonlySet<number>): number[] {
	const cursor = cursorIn(bytes, ipma);
	const version = cursor.take(1);
	const isWide = (cursor.take(3) & 1) === 1;
	const found: number[] = [];
	for (let left = cursor.take(4); left > 0; left--) {
		const id = cursor.take(version === 0 ? 2 : 4);
		for (let links = cursor.take(1); links > 0; links--) {
			const index = isWide ? cursor.take(2) & 0x7fff : cursor.take(1) & 0x7f;
			if (properties.has(index)) found.push(id);
		}
	}
	return found;
}
