import { copyOf, latin1, viewOf } from "../bytes/bytes.ts";
import { unreadable } from "../bytes/damage.ts";
import { TRANSFORMS } from "./transforms.ts";
import { companions, type HeifLayout, isAlpha } from "./walk.ts";
import { uint } from "./write-box.ts";

const FREE = latin1("free");

/**
 * Makes a file that decoders show as it is stored: without the crops and turns of its picture and of the
 * alpha plane. A picture that is repeated by others becomes the primary one, and the others become unknown
 * items.
 *
 * libheif limits a decoded picture by its size after `clap`, plus 64 pixels on each side, and so refuses
 * larger crops; it reads no file with an `iden`.
 *
 * @param bytes the whole file, of a still picture; only read
 *
 * @returns the same bytes if they are such a file
 *
 * @throws {WidthwiseError} `unreadable-image` if the meta box is missing
 *
 * @example
 * const stored = asStored(heic, parseBytes(heic, walkHeif(heic.length, HEIC_FORMAT)));
 */
export function asStored(bytes: Uint8Array, layout: HeifLayout): Uint8Array {
	const { format, boxes, meta, primary } = layout;
	const repeats = [...meta.items.values()].filter(({ type }) => type === "iden");
	const planes = companions(layout, primary.id).filter((item) => isAlpha(layout, item));
	const links = [primary, ...planes].flatMap(({ properties }) =>
		properties.filter(({ box }) => TRANSFORMS.includes(box.type)).map(({ link }) => link),
	);
	if (repeats.length === 0 && links.length === 0) return bytes;
	const outer = boxes.find(({ type }) => type === "meta");
	const pitm = meta.boxes.find(({ type }) => type === "pitm");
	if (!outer || !pitm) throw unreadable(format.label, "it has no meta box");
	const stored = copyOf(bytes);
	const inMeta = stored.subarray(outer.start, outer.end);
	for (const { typeOffset } of repeats) inMeta.set(FREE, typeOffset);
	// No property: ISO/IEC 23008-12, 9.3.1. Other items may share the box.
	for (const { start, end } of links) inMeta.fill(0, start, end);
	const idBytes = viewOf(inMeta).getUint8(pitm.bodyStart) === 0 ? 2 : 4;
	inMeta.set(uint(primary.id, idBytes), pitm.bodyStart + 4);
	return stored;
}
