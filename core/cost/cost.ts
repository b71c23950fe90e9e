import type { ImageType } from "../formats/tables/input.ts";
import type { ImageFormat } from "../url/format.ts";
import { type EngineCosts, SMALL_MEGAPIXELS } from "./engine-costs.ts";

/** What work takes. */
export type Cost = {
	/** Seconds of processor time on the machine that the tables were measured on. */
	readonly seconds: number;
	/** Bytes of memory while it runs, besides those of an idle engine. */
	readonly bytes: number;
};

/** What a file's header says about the cost of decoding it. */
export type SourceFacts = {
	readonly type: ImageType;
	/** Pixels, as stored. */
	readonly width: number;
	/** Pixels, as stored. */
	readonly height: number;
	/** Whether it is a progressive JPEG or an interlaced PNG, which is decoded as a whole. */
	readonly isProgressive?: boolean | undefined;
	/** Bits for a sample. Default: 8. */
	readonly depth?: number | undefined;
	/** Bytes of the file. Default: 0. */
	readonly fileBytes?: number | undefined;
};

/** A picture to make. */
export type OutputFacts = {
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	readonly format: ImageFormat;
};

/** Bits for a sample that fit a byte. */
const PLAIN_DEPTH = 8;

/** A JPEG is decoded at a half, a quarter or an eighth of its size, at least that of the widest output. */
const SHRUNK_AREA = 4;

/** The file in the process, and its copy in the thread. */
const FILE_COPIES = 2;

/**
 * Predicts what it takes to decode a source once and to make pictures of it, from facts in its header.
 * More pixels, more outputs, a greater depth or a larger file never cost less. The bench compares it
 * with measurements: `npm run bench cost`.
 *
 * @example
 * predictRender(
 *   { type: "jpeg", width: 6000, height: 4000 },
 *   [{ width: 1280, height: 853, format: "webp" }],
 *   VIPS_COSTS,
 * ).seconds;
 */
export function predictRender(
	source: SourceFacts,
	outputs: readonly OutputFacts[],
	costs: EngineCosts,
): Cost {
	const decoding = decodingCost(source, outputs, costs);
	const making = outputs.map((output) => {
		const { fixedSeconds, seconds, smallSeconds = 0, bytesPerPixel } = costs.encode[output.format];
		const megapixels = megapixelsOf(output);
		const small = Math.min(megapixels, SMALL_MEGAPIXELS);
		return {
			seconds: fixedSeconds + megapixels * seconds + small * smallSeconds,
			bytes: megapixels * 1e6 * bytesPerPixel,
		};
	});
	const fixed = { seconds: costs.fixedSeconds, bytes: costs.fixedBytes };
	return [fixed, decoding, ...making].reduce(add);
}

function decodingCost(
	source: SourceFacts,
	outputs: readonly OutputFacts[],
	costs: EngineCosts,
): Cost {
	const { depth = PLAIN_DEPTH, isProgressive = false, fileBytes = 0 } = source;
	const decode = costs.decode[source.type];
	const isDeep = depth > PLAIN_DEPTH;
	const all = megapixelsOf(source);
	const shrunk = Math.min(all, SHRUNK_AREA * Math.max(0, ...outputs.map(megapixelsOf)));
	const seconds =
		all * decode.seconds * (isProgressive ? decode.progressiveFactor : 1) +
		shrunk * decode.shrinkableSeconds;
	const bytesPerPixel = isProgressive ? decode.wholeBytesPerPixel : decode.bytesPerPixel;
	return {
		seconds: seconds * (isDeep ? costs.deepSecondsFactor : 1),
		bytes:
			FILE_COPIES * fileBytes + all * 1e6 * bytesPerPixel * (isDeep ? costs.deepBytesFactor : 1),
	};
}

function add(a: Cost, b: Cost): Cost {
	return { seconds: a.seconds + b.seconds, bytes: a.bytes + b.bytes };
}

function megapixelsOf({ width, height }: Pick<OutputFacts, "width" | "height">): number {
	return (width * height) / 1e6;
}
