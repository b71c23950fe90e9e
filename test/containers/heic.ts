import { parseBytes } from "../../core/formats/bytes/parse.ts";
import { HEIC_FORMAT } from "../../core/formats/heif/heif-format.ts";
import { companions, fileRanges, walkHeif } from "../../core/formats/heif/walk.ts";
import { avif, fullBox, ispe, type TestAvif, type TestItem } from "./avif.ts";
import { big, join } from "./bytes.ts";

/** A picture coded in HEVC: its data, and its `hvcC` property. */
export type HevcPicture = { readonly bytes: Uint8Array; readonly config: Uint8Array };

/** Takes the primary picture out of a HEIC, or its alpha plane. */
export function hevcOf(heic: Uint8Array, part: "colour" | "alpha" = "colour"): HevcPicture {
	const layout = parseBytes(heic, walkHeif(heic.length, HEIC_FORMAT));
	const [alpha] = companions(layout, layout.primary.id);
	const item = part === "alpha" && alpha ? alpha : layout.primary;
	const [range] = fileRanges(layout, item, heic.length);
	const config = item.properties.find(({ box }) => box.type === "hvcC")?.box;
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

/** Builds a HEIC of 96 x 64 pixels with alpha, both with the same further properties. */
export function heicWithAlpha(
	colour: HevcPicture,
	alpha: HevcPicture,
	properties: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
	const shared = properties.map((_, index) => 5 + index);
	const name = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0";
	return avif({
		brands: "heicmif1heic",
		items: [
			{ id: 1, type: "hvc1", bytes: colour.bytes, properties: [1, 2, ...shared] },
			{ id: 2, type: "hvc1", bytes: alpha.bytes, properties: [1, 3, 4, ...shared] },
		],
		references: [["auxl", 2, 1]],
		properties: [
			ispe(96, 64),
			colour.config,
			alpha.config,
			fullBox("auxC", 0, join(name)),
			...properties,
		],
	});
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

/**
 * Builds a HEIC whose picture repeats the one of 96 x 64 pixels (`iden`).
 *
 * @param own the transforms of the repeated picture
 * @param further those of the one that repeats it
 * @param repeats the item that is repeated; 1 is the one that repeats
 */
export function heicRepeated(
	{ bytes, config }: HevcPicture,
	own: readonly Uint8Array[],
	further: readonly Uint8Array[],
	repeats: 1 | 2 = 2,
): Uint8Array<ArrayBuffer> {
	const index = (offset: number) => (_: unknown, at: number) => offset + at;
	return avif({
		brands: "heicmif1heic",
		items: [
			{
				id: 1,
				type: "iden",
				bytes: new Uint8Array(),
				place: "nowhere",
				properties: further.map(index(3 + own.length)),
			},
			{ id: 2, type: "hvc1", bytes, properties: [1, 2, ...own.map(index(3))] },
		],
		references: [["dimg", 1, repeats]],
		properties: [ispe(96, 64), config, ...own, ...further],
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
