import { copyOf, textAt } from "../../formats/bytes/bytes.ts";
import { type AvifBox, type AvifContents, type AvifPart, readAvif } from "./avif-reader.ts";
import { verifyIcc } from "./icc.ts";

/** The top-level boxes, boxes inside the meta box, and properties that a picture needs. */
const PICTURE =
	/^(ftyp|meta|mdat|free|hdlr|pitm|iloc|iinf|iref|iprp|ipco|ipma|idat|ispe|pixi|pasp|colr|av1C|auxC|clap|irot|imir|lsel|a1op|a1lx|clli|mdcv|cclv|amve)$/;

/** Boxes of which decoders read the first. */
const SINGLE = /^(ftyp|meta|hdlr|pitm|iloc|iinf|iref|iprp|ipco|idat)$/;

/** Brands of coded pictures: a major one, no version, and others. */
const BRAND = /^(avi[fs]|mif1|msf1|miaf|MA1[AB]|iso8)$/;

/** Contents of properties: ISO/IEC 23008-12 6.5, 14496-12 12.1. */
const PROPERTY_BYTES: readonly (readonly [types: RegExp, bytes: number])[] = [
	[/^(irot|imir|a1op)$/, 1],
	[/^lsel$/, 2],
	[/^clli$/, 4],
	[/^(pasp|amve)$/, 8],
	[/^ispe$/, 12],
	[/^mdcv$/, 24],
	[/^clap$/, 32],
];

const UNREAD = "data that no decoder reads";

/** Bytes of `hdlr` before its free text: ISO/IEC 14496-12 8.4.3. */
const HANDLER_BYTES = 24;

/**
 * Lists what an AVIF contains besides its picture, including bytes that are not zero and belong to no
 * item.
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`.
 * @example
 * verifyAvif(bytes); // ["EXIF"]
 */
export function verifyAvif(bytes: Uint8Array): readonly string[] {
	const contents = readAvif(bytes);
	const { boxes, inner, parts } = contents;
	const used = parts.filter(({ type }) => type !== "free");
	const found = new Set([
		...[...boxes, ...inner]
			.filter(({ type }) => !PICTURE.test(type))
			.map(({ type }) => `unknown data (${type})`),
		...inner.flatMap((box) => (box.type === "colr" ? describeColours(bytes, box) : [])),
		...used.flatMap((part) => describePart(bytes, part)),
		...inner.flatMap((box) => describeTail(bytes, box)),
		...boxes.flatMap((box) => describeBrands(bytes, box)),
	]);
	const single = [...boxes, ...inner].filter(({ type }) => SINGLE.test(type));
	if (new Set(single.map(({ type }) => type)).size < single.length) found.add(UNREAD);
	if ((boxes.at(-1)?.end ?? 0) < bytes.length) found.add("data after the image");
	if (hasLeftovers(bytes, contents, used)) found.add("data that belongs to no picture");
	return [...found];
}

function describeTail(bytes: Uint8Array, { type, body, end }: AvifBox): readonly string[] {
	const length = PROPERTY_BYTES.find(([types]) => types.test(type))?.[1];
	if (length === undefined) return [];
	const isReserved = (type === "irot" || type === "imir") && (bytes[body] ?? 0) > 3;
	const hasTail = bytes.subarray(Math.min(body + length, end), end).some((byte) => byte !== 0);
	return isReserved || hasTail ? [UNREAD] : [];
}

function describeBrands(bytes: Uint8Array, { type, body, end }: AvifBox): readonly string[] {
	if (type !== "ftyp") return [];
	const isKnown = (at: number) => BRAND.test(textAt(bytes, at, 4));
	const others = Array.from({ length: (end - body - 8) >> 2 }, (_, i) => body + 8 + 4 * i);
	const hasVersion = bytes.subarray(body + 4, body + 8).some((byte) => byte !== 0);
	const hasTail = bytes.subarray(end - ((end - body) % 4), end).some((byte) => byte !== 0);
	return !hasVersion && !hasTail && [body, ...others].every(isKnown) ? [] : ["unknown brands"];
}

/** ISO/IEC 14496-12 12.1.5: a colour profile, or primaries, transfer, matrix and range. */
function describeColours(bytes: Uint8Array, { body, end }: AvifBox): readonly string[] {
	const kind = textAt(bytes, body, 4);
	const data = bytes.subarray(body + 4, end);
	if (kind === "prof" || kind === "rICC") return verifyIcc(data);
	const isPlain = kind === "nclx" && data.subarray(7).every((byte) => byte === 0);
	return isPlain ? [] : [`unknown data (colr ${kind})`];
}

function describePart(
	bytes: Uint8Array,
	{ type, name, links, isAlpha }: AvifPart,
): readonly string[] {
	const label = bytes.subarray(name.start, name.end);
	const found = label.some((byte) => byte !== 0) ? ["item name"] : [];
	if (type === "Exif") return [...found, "EXIF"];
	if (type === "mime") return [...found, "XMP"];
	if (type === "tmap") return [...found, "gain map"];
	if (links.includes("thmb")) return [...found, "thumbnail"];
	if (links.includes("auxl") && !isAlpha) return [...found, "auxiliary image"];
	if (type === "av01" || type === "grid") return found;
	return [...found, `unknown data (${type})`];
}

/** Whether free space, unreferenced data or the handler's name holds bytes that are not zero. */
function hasLeftovers(
	bytes: Uint8Array,
	{ boxes, inner }: AvifContents,
	parts: readonly AvifPart[],
): boolean {
	const rest = copyOf(bytes);
	// In order, so that bytes of several parts are erased once.
	const spans = parts.flatMap((part) => part.spans).sort((one, other) => one.start - other.start);
	let erased = 0;
	for (const { start, end } of spans) {
		if (end > erased) rest.fill(0, Math.max(start, erased), end);
		erased = Math.max(erased, end);
	}
	const unused = [
		...boxes.filter(({ type }) => type === "free" || type === "mdat"),
		...inner.filter(({ type }) => type === "free" || type === "idat"),
	].map(({ body, end }) => rest.subarray(body, end));
	const handlerNames = inner
		.filter(({ type }) => type === "hdlr")
		.map(({ body, end }) => rest.subarray(body + HANDLER_BYTES, end));
	return [...unused, ...handlerNames].some((span) => span.some((byte) => byte !== 0));
}
