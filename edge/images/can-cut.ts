import type { Engine } from "widthwise";
import { sufficientMezzanine } from "widthwise/internal";
import { cutSize, readMasterInfo, type Size } from "widthwise/photo";
import type { ObjectInfo } from "widthwise/store";
import type { Variant } from "widthwise/url";

/** Pixels of the largest mezzanine. Larger masters are not decoded at the edge. */
export const MAX_SOURCE_PIXELS: number = 2560 * 1920;

/** What limits the cuts of an edge. */
export type CutLimits = {
	readonly engine: Pick<Engine, "encodes">;
	/** Bytes that a cut may take, with all codecs; default: any. */
	readonly maxBytes?: number | undefined;
};

/** A variant that is cut; not a master. */
export type CutVariant = Variant & { readonly cut: NonNullable<Variant["cut"]> };

/** WebAssembly memory of a codec that has done small work only, in bytes. */
const RESTING_BYTES = 21e6;

/**
 * WebAssembly memory of codecs for each pixel, in bytes: measured on pictures of 5 megapixels. Encoding
 * transparent WebP takes twice that of opaque WebP.
 */
const BYTES_PER_PIXEL = { decode: 8, jpeg: 17, webp: 12, transparent: 24 } as const;

/**
 * Whether an edge can cut a variant: in a format that its engine encodes, within its memory, and from a
 * picture that we encoded. Uploaded pixels are not decoded at the edge.
 *
 * @example
 * canCut({ photoId, cut: { bucket: 416, format: "avif" } }, master, { engine });
 */
export function canCut({ cut }: CutVariant, master: ObjectInfo, limits: CutLimits): boolean {
	if (!limits.engine.encodes.includes(cut.format)) return false;
	const info = readMasterInfo(master);
	const output = cutSize(info, cut.bucket);
	const mezzanine = sufficientMezzanine(info.mezzanines, output.width);
	if (mezzanine === null && !info.encodedByUs) return false;
	const source = mezzanine === null ? info : cutSize(info, mezzanine);
	if (pixelsOf(source) > MAX_SOURCE_PIXELS) return false;
	const isOpaque = master.contentType === "image/jpeg";
	const bytes = predictBytes(pixelsOf(source), pixelsOf(output), cut.format === "jpeg", isOpaque);
	return bytes <= (limits.maxBytes ?? Number.POSITIVE_INFINITY);
}

/** Pixels of source and output, the codecs that work, and one or two more that rest. */
function predictBytes(source: number, output: number, isJpeg: boolean, isOpaque: boolean): number {
	const { decode, jpeg, webp, transparent } = BYTES_PER_PIXEL;
	const encode = isJpeg ? jpeg : isOpaque ? webp : transparent;
	const working =
		Math.max(RESTING_BYTES, decode * source * (isOpaque ? 0.5 : 1)) +
		Math.max(RESTING_BYTES, encode * output);
	return 4 * (source + output) + working + RESTING_BYTES * (isOpaque ? 1 : 2);
}

function pixelsOf({ width, height }: Size): number {
	return width * height;
}
