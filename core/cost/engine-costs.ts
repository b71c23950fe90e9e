import type { Engine } from "../engines/engine.ts";
import type { ImageType } from "../formats/tables/input.ts";
import type { ImageFormat } from "../url/format.ts";

/** What decoding costs, for each pixel of the source. */
type DecodeCosts = {
	/** For a megapixel. */
	readonly seconds: number;
	/** Bytes of memory for a pixel. */
	readonly bytesPerPixel: number;
	/** The same for a progressive or interlaced file. */
	readonly wholeBytesPerPixel: number;
};

/** What resizing and encoding cost, for each picture that is made. */
type EncodeCosts = {
	readonly fixedSeconds: number;
	/** For a megapixel of the picture that is made. */
	readonly seconds: number;
	/** Bytes of memory for a pixel. */
	readonly bytesPerPixel: number;
};

/** What an engine takes; see {@link predictRender}. */
export type EngineCosts = {
	readonly fixedSeconds: number;
	readonly fixedBytes: number;
	readonly decode: Readonly<Record<ImageType, DecodeCosts>>;
	readonly encode: Readonly<Record<ImageFormat, EncodeCosts>>;
	/** How many times as long a progressive or interlaced file takes to decode. */
	readonly progressiveFactor: number;
	/** How many times as much a source with more than 8 bits takes. */
	readonly deepFactor: number;
};

/**
 * libvips in WebAssembly. Measured by `npm run bench cost` on two cores at 2.6 GHz, Bun 1.4, with a warm
 * thread: processor time of the process, and its resident memory.
 */
export const VIPS_COSTS: EngineCosts = {
	fixedSeconds: 0.012,
	fixedBytes: 8e6,
	decode: {
		jpeg: { seconds: 0.025, bytesPerPixel: 1, wholeBytesPerPixel: 7 },
		png: { seconds: 0.05, bytesPerPixel: 1, wholeBytesPerPixel: 4 },
		webp: { seconds: 0.04, bytesPerPixel: 5, wholeBytesPerPixel: 5 },
		gif: { seconds: 0.03, bytesPerPixel: 5, wholeBytesPerPixel: 5 },
		avif: { seconds: 0.06, bytesPerPixel: 10, wholeBytesPerPixel: 10 },
		heic: { seconds: 0.08, bytesPerPixel: 24, wholeBytesPerPixel: 24 },
	},
	encode: {
		jpeg: { fixedSeconds: 0, seconds: 0.05, bytesPerPixel: 10 },
		webp: { fixedSeconds: 0.01, seconds: 0.14, bytesPerPixel: 10 },
		avif: { fixedSeconds: 0.15, seconds: 1.4, bytesPerPixel: 40 },
	},
	progressiveFactor: 2,
	deepFactor: 2,
};

/** The native engine; its memory is a copy of the decoded source, and a little more. */
export const BUN_COSTS: EngineCosts = {
	...VIPS_COSTS,
	fixedSeconds: 0.002,
	encode: {
		jpeg: { fixedSeconds: 0, seconds: 0.02, bytesPerPixel: 8 },
		webp: { fixedSeconds: 0, seconds: 0.1, bytesPerPixel: 8 },
		avif: VIPS_COSTS.encode.avif,
	},
};

/**
 * Returns what an engine takes. An engine that is not in the tables is taken for the slower one.
 *
 * @example
 * costsOf(createBunEngine()).fixedSeconds;
 */
export function costsOf({ name }: Pick<Engine, "name">): EngineCosts {
	return name === "bun" ? BUN_COSTS : VIPS_COSTS;
}
