import { parseBytes } from "../../core/formats/bytes/parse.ts";
import { AVIF_FORMAT, HEIC_FORMAT } from "../../core/formats/heif/heif-format.ts";
import { companions, fileRanges, walkHeif } from "../../core/formats/heif/walk.ts";
import { box, fullBox } from "./avif.ts";
import { big, join } from "./bytes.ts";

/** A coded picture, and the property that configures its decoder. */
export type CodedPicture = { readonly bytes: Uint8Array; readonly config: Uint8Array };

/** A track of pictures, which have the same size. */
export type TestTrack = {
	readonly frames: readonly CodedPicture[];
	/** Pixels. */
	readonly size: readonly [width: number, height: number];
	/** Boxes in the sample entry, after the decoder's. */
	readonly properties?: readonly Uint8Array[];
	/** The track's number from 1 to which its alpha belongs. */
	readonly alphaOf?: number;
	readonly premultipliedWith?: number;
	/** A meta box of the track. */
	readonly meta?: Uint8Array;
};

/** The parts of a file with a sequence. */
export type TestSequence = {
	/** The type of sample entries: "av01", "hvc1". */
	readonly codedType: string;
	/** The brands in `ftyp`, the major one first. */
	readonly brands: string;
	readonly tracks: readonly TestTrack[];
	/** Makes the meta box of the file, from the offset of `extra` in the file. */
	readonly meta?: (extraAt: number) => Uint8Array;
	/** Data of the file's meta box. */
	readonly extra?: Uint8Array;
	/** Whether chunk offsets have 8 bytes. */
	readonly isWide?: boolean;
};

/** Takes the primary picture, or its alpha plane, out of a file. */
export function codedPicture(
	file: Uint8Array,
	type: "avif" | "heic",
	part: "picture" | "alpha" = "picture",
): CodedPicture {
	const format = type === "avif" ? AVIF_FORMAT : HEIC_FORMAT;
	const layout = parseBytes(file, walkHeif(file.length, format));
	const item = part === "picture" ? layout.primary : companions(layout, layout.primary.id)[0];
	const [range] = item ? fileRanges(layout, item, file.length) : [];
	const config = item?.properties.find(({ box: { type } }) => /av1C|hvcC/.test(type))?.box;
	if (!range || !config) throw new Error(`No coded ${part}`);
	return {
		bytes: file.slice(range.start, range.end),
		config: layout.meta.bytes.slice(config.start, config.end),
	};
}

/** Builds the file: `ftyp`, `meta`, `moov`, and `mdat` with the extra data and the tracks' frames. */
export function sequence(parts: TestSequence): Uint8Array<ArrayBuffer> {
	const { brands, tracks, meta = () => new Uint8Array(), extra = new Uint8Array() } = parts;
	const ftyp = box("ftyp", brands.slice(0, 4), big(0, 4), brands.slice(4));
	const head = (dataAt: number) => {
		let at = dataAt + extra.length;
		const offsets = tracks.map(({ frames }) => {
			const start = at;
			for (const { bytes } of frames) at += bytes.length;
			return start;
		});
		const boxes = tracks.map((track, index) =>
			trackBox(parts, track, index + 1, offsets[index] ?? 0),
		);
		return join(ftyp, meta(dataAt), box("moov", ...boxes));
	};
	const frames = tracks.flatMap((track) => track.frames.map(({ bytes }) => bytes));
	return join(head(head(0).length + 8), box("mdat", extra, ...frames));
}

function trackBox(
	{ codedType, isWide = false }: TestSequence,
	track: TestTrack,
	id: number,
	offset: number,
): Uint8Array {
	const { frames, size, properties = [], alphaOf, premultipliedWith, meta } = track;
	const header = join(big(0, 8), big(id, 4), big(0, 4), big(frames.length, 4), new Uint8Array(60));
	const auxiliary = fullBox("auxi", 0, join("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"));
	const entry = box(
		codedType,
		join(big(0, 6), big(1, 2), new Uint8Array(16)),
		join(big(size[0], 2), big(size[1], 2), new Uint8Array(50)),
		...(frames[0] ? [frames[0].config] : []),
		...properties,
		...(alphaOf ? [auxiliary] : []),
	);
	const sizes = frames.map(({ bytes }) => big(bytes.length, 4));
	const tables = box(
		"stbl",
		fullBox("stsd", 0, big(1, 4), entry),
		fullBox("stsc", 0, big(1, 4), big(1, 4), big(frames.length, 4), big(1, 4)),
		fullBox("stsz", 0, big(0, 4), big(frames.length, 4), ...sizes),
		fullBox(isWide ? "co64" : "stco", 0, big(1, 4), big(offset, isWide ? 8 : 4)),
	);
	const references = [
		...(alphaOf ? [box("auxl", big(alphaOf, 4))] : []),
		...(premultipliedWith ? [box("prem", big(premultipliedWith, 4))] : []),
	];
	return box(
		"trak",
		fullBox("tkhd", 0, header),
		...(references.length > 0 ? [box("tref", ...references)] : []),
		...(meta ? [meta] : []),
		box("mdia", box("minf", tables)),
	);
}
