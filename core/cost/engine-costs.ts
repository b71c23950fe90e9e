import type { Engine } from "../engines/engine.ts";
import type { ImageType } from "../formats/tables/input.ts";
import type { ImageFormat } from "../url/format.ts";

/** What decoding costs. */
type DecodeCosts = {
	/** For a megapixel of the source. */
	readonly seconds: number;
	/** Besides, for a megapixel that is decoded: a JPEG is decoded at a fraction of its size. */
	readonly shrinkableSeconds: number;
	/** How many times `seconds` a progressive or interlaced file takes. */
	readonly progressiveFactor: number;
	/** Bytes of memory for a pixel of the source. */
	readonly bytesPerPixel: number;
	/** The same for a progressive or interlaced file, which is decoded as a whole. */
	readonly wholeBytesPerPixel: number;
};

/** What resizing and encoding cost, for each picture that is made. */
type EncodeCosts = {
	readonly fixedSeconds: number;
	/** For a megapixel of the picture that is made. */
	readonly seconds: number;
	/** Besides, for each of the first megapixels (`SMALL_MEGAPIXELS`). Default: 0. */
	readonly smallSeconds?: number;
	/** Bytes of memory for a pixel. */
	readonly bytesPerPixel: number;
};

/**
 * Megapixels of which each costs `smallSeconds`. A larger picture would cost less, but a prediction must
 * not fall with the size; with fewer than are encoded like that, it is right within a factor of two.
 */
export const SMALL_MEGAPIXELS = 1.25;

/** What an engine takes; see `predictRender`. */
export type EngineCosts = {
	readonly fixedSeconds: number;
	readonly fixedBytes: number;
	readonly decode: Readonly<Record<ImageType, DecodeCosts>>;
	readonly encode: Readonly<Record<ImageFormat, EncodeCosts>>;
	/** How many times as much time and memory a source of more than 8 bits takes. */
	readonly deepSecondsFactor: number;
	readonly deepBytesFactor: number;
};

/** A format of which each pixel is decoded, without a progressive or interlaced form. */
function plain(seconds: number, bytesPerPixel: number): DecodeCosts {
	return {
		seconds,
		shrinkableSeconds: 0,
		progressiveFactor: 1,
		bytesPerPixel,
		wholeBytesPerPixel: bytesPerPixel,
	};
}

/**
 * libvips in WebAssembly. Fitted to the processor time and the highest resident memory of a process that
 * renders one photo of 0.9, 3.7 and 17 megapixels, in each format, after a first run: two cores at
 * 2.6 GHz, Bun 1.4. `npm run bench cost` compares it with this machine.
 */
export const VIPS_COSTS: EngineCosts = {
	fixedSeconds: 0.01,
	fixedBytes: 30e6,
	decode: {
		jpeg: {
			seconds: 0.005,
			shrinkableSeconds: 0.0125,
			progressiveFactor: 3,
			bytesPerPixel: 1,
			wholeBytesPerPixel: 8,
		},
		png: {
			seconds: 0.028,
			shrinkableSeconds: 0,
			progressiveFactor: 1.4,
			bytesPerPixel: 1,
			wholeBytesPerPixel: 4,
		},
		webp: plain(0.02, 5),
		gif: plain(0.018, 5),
		avif: plain(0.1, 17),
		heic: plain(0.11, 22),
		jxl: plain(0.2, 24),
	},
	encode: {
		// Trellis quantisation, which large pictures do without.
		jpeg: { fixedSeconds: 0, seconds: 0.006, smallSeconds: 0.075, bytesPerPixel: 8 },
		webp: { fixedSeconds: 0.005, seconds: 0.15, bytesPerPixel: 8 },
		avif: { fixedSeconds: 0.15, seconds: 1.2, bytesPerPixel: 16 },
	},
	deepSecondsFactor: 1.5,
	deepBytesFactor: 2,
};

/** The native engine, measured likewise. What it cannot do costs the same as with libvips. */
export const BUN_COSTS: EngineCosts = {
	...VIPS_COSTS,
	fixedSeconds: 0.001,
	fixedBytes: 2e6,
	decode: {
		...VIPS_COSTS.decode,
		jpeg: plain(0.0025, 4),
		webp: plain(0.0125, 8),
	},
	encode: {
		...VIPS_COSTS.encode,
		jpeg: { fixedSeconds: 0, seconds: 0.005, bytesPerPixel: 4 },
		webp: { fixedSeconds: 0, seconds: 0.07, bytesPerPixel: 6 },
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
