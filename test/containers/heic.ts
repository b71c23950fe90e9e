import { parseBytes } from "../../core/formats/bytes/parse.ts";
import { HEIC_FORMAT } from "../../core/formats/heif/heif-format.ts";
import { fileRanges, walkHeif } from "../../core/formats/heif/walk.ts";
import { avif, ispe, type TestAvif, type TestItem } from "./avif.ts";
import { big, join } from "./bytes.ts";

/** A picture coded in HEVC: its data, and its `hvcC` property. */
export type HevcPicture = { readonly bytes: Uint8Array; readonly config: Uint8Array };

/** Takes the primary picture out of a HEIC. */
export function hevcOf(heic: Uint8Array): HevcPicture {
	const layout = parseBytes(heic, walkHeif(heic.length, HEIC_FORMAT));
	const [range] = fileRanges(layout, layout.primary, heic.length);
	const config = layout.primary.properties.find(({ box }) => box.type === "hvcC")?.box;
	if (!range || !config) throw new Error("Not a picture in HEVC");
	return {
		bytes: heic.slice(range.start, range.end),
		config: layout.meta.bytes.slice(config.start, config.end),
	};
}

/** The parts of a HEIC besides its picture of 96 x 64 pixels, which is item 1. */
export type TestHeic = Partial<Pick<TestAvif, "items" | "references" | "after" | "brands">> & {
	/** Further properties of the picture, in order. */
	readonly properties?: readonly Uint8Array[];
	/** What `ispe` says of its size, in pixels. */
	readonly size?: readonly [width: number, height: number];
};

/** Builds a HEIC around a picture in HEVC. */
export function heic(
	{ bytes, config }: HevcPicture,
	parts: TestHeic = {},
): Uint8Array<ArrayBuffer> {
	const { items = [], properties = [], size = [96, 64], brands = "heicmif1heic" } = parts;
	const all = [ispe(...size), config, ...properties];
	const links = all.map((_, index) => index + 1);
	const picture: TestItem = { id: 1, type: "hvc1", bytes, properties: links };
	return avif({ ...parts, brands, items: [picture, ...items], properties: all });
}

/**
 * Builds a HEIC that lays the picture of 96 x 64 pixels over grey, at an offset in a canvas.
 *
 * @param canvas the size that the overlay itself says, in pixels
 */
export function heicOverlay(
	{ bytes, config }: HevcPicture,
	[left, top]: readonly [number, number],
	canvas: readonly [number, number] = [128, 96],
): Uint8Array<ArrayBuffer> {
	// 23008-12, 6.6.2.2: version, flags, the colour of the canvas in 16 bits, its size, offsets.
	const grey = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0xff, 0xff];
	const overlay = join(0, 0, ...grey, ...[...canvas, left, top].map((value) => big(value, 2)));
	return avif({
		brands: "heicmif1heic",
		items: [
			{ id: 1, type: "iovl", bytes: overlay, properties: [1], place: "idat" },
			{ id: 2, type: "hvc1", bytes, properties: [2, 3] },
		],
		references: [["dimg", 1, 2]],
		properties: [ispe(128, 96), ispe(96, 64), config],
	});
}

/** Builds a HEIC of two by two tiles, which are the same picture of 96 x 64 pixels. */
export function heicGrid({ bytes, config }: HevcPicture): Uint8Array<ArrayBuffer> {
	// ISO/IEC 23008-12, 6.6.2.3: version, flags, rows - 1, columns - 1, width and height.
	const grid = Uint8Array.of(0, 0, 1, 1, 0, 192, 0, 128);
	const tiles = [2, 3, 4, 5];
	return avif({
		brands: "heicmif1heic",
		items: [
			{ id: 1, type: "grid", bytes: grid, properties: [1], place: "idat" },
			...tiles.map((id) => ({ id, type: "hvc1", bytes, properties: [2, 3] })),
		],
		references: [["dimg", 1, ...tiles]],
		properties: [ispe(192, 128), ispe(96, 64), config],
	});
}
