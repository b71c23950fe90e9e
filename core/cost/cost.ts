import type { ImageType } from "../formats/tables/input.ts";
import type { ImageFormat } from "../url/format.ts";
import type { EngineCosts } from "./engine-costs.ts";

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
	const megapixels = megapixelsOf(source);
	const { seconds, bytesPerPixel, wholeBytesPerPixel } = costs.decode[source.type];
	const isDeep = (source.depth ?? PLAIN_DEPTH) > PLAIN_DEPTH;
	const depthFactor = isDeep ? costs.deepFactor : 1;
	const decoding = megapixels * seconds * (source.isProgressive ? costs.progressiveFactor : 1);
	const perPixel = source.isProgressive ? wholeBytesPerPixel : bytesPerPixel;
	const made = outputs.map((output) => {
		const pixels = megapixelsOf(output);
		const { seconds, fixedSeconds, bytesPerPixel } = costs.encode[output.format];
		return {
			seconds: fixedSeconds + pixels * seconds,
			bytes: pixels * 1e6 * bytesPerPixel,
		};
	});
	return {
		seconds:
			costs.fixedSeconds +
			decoding * depthFactor +
			made.reduce((sum, { seconds }) => sum + seconds, 0),
		bytes:
			costs.fixedBytes +
			2 * (source.fileBytes ?? 0) +
			megapixels * 1e6 * perPixel * depthFactor +
			made.reduce((sum, { bytes }) => sum + bytes, 0),
	};
}

function megapixelsOf({ width, height }: { readonly width: number; readonly height: number }) {
	return (width * height) / 1e6;
}
