import type { Output } from "../engines/engine.ts";
import { MAX_SIDE } from "../formats/tables/output.ts";
import { type Size, scaled } from "../photo/sizes.ts";

/** How a picture fits into a box: all of it, or as much as fills the box. */
export const FITS = ["inside", "cover"] as const;

/** One of {@link FITS}. */
export type Fit = (typeof FITS)[number];

/** The size that a picture is fitted to, in pixels. */
export type Box = {
	readonly width: number;
	/** `undefined`: as the picture's ratio demands. `cover` needs one. */
	readonly height: number | undefined;
	readonly fit: Fit;
};

/**
 * Computes how a picture is resized and cropped to fit a box. It is never enlarged: `inside` then
 * keeps the picture's size, and `cover` the largest part of the picture that has the box's ratio.
 *
 * @param upright the picture's size in pixels, after its orientation is applied
 *
 * @example
 * fittedSize({ width: 6000, height: 4000 }, { width: 400, height: 400, fit: "inside" });
 * // { width: 400, height: 267 }
 * fittedSize({ width: 6000, height: 4000 }, { width: 400, height: 400, fit: "cover" });
 * // { width: 600, height: 400, crop: { width: 400, height: 400 } }
 */
export function fittedSize(
	upright: Size,
	{ width, height = MAX_SIDE, fit }: Box,
): Pick<Output, "width" | "height" | "crop"> {
	return fit === "cover" ? cover(upright, { width, height }) : inside(upright, { width, height });
}

function inside(upright: Size, box: Size): Size {
	return scaled(upright, Math.min(1, box.width / upright.width, box.height / upright.height));
}

function cover(upright: Size, box: Size): Pick<Output, "width" | "height" | "crop"> {
	// A box that is too large shrinks until it fits inside the picture.
	const crop = inside(box, upright);
	const scale = Math.max(crop.width / upright.width, crop.height / upright.height);
	const resized = scaled(upright, scale);
	const isWhole = resized.width === crop.width && resized.height === crop.height;
	return isWhole ? resized : { ...resized, crop };
}
