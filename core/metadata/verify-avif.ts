import { type AvifLayout, fileRanges, isAlpha, walkAvif } from "./avif.ts";
import { copyOf } from "./bytes.ts";
import type { Item } from "./heif-items.ts";
import { parseBytes } from "./parse.ts";

/** Top-level boxes, boxes of the meta box, and properties that a picture needs. */
const PICTURE =
	/^(ftyp|meta|mdat|free|hdlr|pitm|iloc|iinf|iref|iprp|idat|ispe|pixi|pasp|colr|av1C|auxC|clap|irot|imir|lsel|a1op|a1lx|clli|mdcv|cclv|amve)$/;

const HANDLER_BYTES = 24;

/**
 * Names what an AVIF holds besides its picture, and any byte that is not zero and belongs to no item.
 *
 * @throws {WidthwiseError} `truncated-file` or `unreadable-image`.
 */
export function verifyAvif(bytes: Uint8Array): readonly string[] {
	const layout = parseBytes(bytes, walkAvif(bytes.length));
	const { boxes, meta } = layout;
	const found = [...boxes, ...meta.boxes, ...meta.properties]
		.filter(({ type }) => !PICTURE.test(type))
		.map(({ type }) => `unknown data (${type})`);
	if ((boxes.at(-1)?.end ?? 0) < bytes.length) found.push("data after the image");
	const items = [...meta.items.values()].filter(({ type }) => type !== "free");
	found.push(...items.flatMap((item) => namesOf(layout, item)));
	if (leftovers(bytes, layout, items).some((part) => part.some((byte) => byte !== 0))) {
		found.push("data that belongs to no picture");
	}
	return found;
}

function namesOf(layout: AvifLayout, item: Item): readonly string[] {
	const { references, bytes } = layout.meta;
	const links = references.filter(({ from }) => from === item.id).map(({ type }) => type);
	const words = bytes.subarray(item.typeOffset + 4, item.info.end);
	const found = words.some((byte) => byte !== 0) ? ["item name"] : [];
	if (item.type === "Exif") return [...found, "EXIF"];
	if (item.type === "mime") return [...found, "XMP"];
	if (item.type === "tmap") return [...found, "gain map"];
	if (links.includes("thmb")) return [...found, "thumbnail"];
	if (links.includes("auxl") && !isAlpha(layout, item)) return [...found, "auxiliary image"];
	if (item.type === "av01" || item.type === "grid") return found;
	return [...found, `unknown data (${item.type})`];
}

/** All that should be zero: free space, item data that is no item's, the handler's name. */
function leftovers(
	bytes: Uint8Array,
	layout: AvifLayout,
	items: readonly Item[],
): readonly Uint8Array[] {
	const { boxes, meta } = layout;
	const rest = copyOf(bytes);
	for (const item of items) {
		for (const { start, end } of fileRanges(layout, item, bytes.length)) rest.fill(0, start, end);
	}
	const metaStart = boxes.find(({ type }) => type === "meta")?.start ?? 0;
	const inMeta = [...meta.boxes, ...meta.properties]
		.filter(({ type }) => type === "free" || type === "idat" || type === "hdlr")
		.map(({ type, bodyStart, end }) => {
			const start = bodyStart + (type === "hdlr" ? HANDLER_BYTES : 0);
			return rest.subarray(metaStart + start, metaStart + end);
		});
	const outside = boxes
		.filter(({ type }) => type === "free" || type === "mdat")
		.map(({ bodyStart, end }) => rest.subarray(bodyStart, end));
	return [...inMeta, ...outside];
}
