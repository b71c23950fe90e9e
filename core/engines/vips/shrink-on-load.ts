import type { ImageType } from "../../formats/tables/input.ts";

/** How many times smaller than stored a decoder makes a picture. */
export type LoadShrink = 1 | 2 | 4 | 8;

/** libjpeg decodes at these fractions without decoding at full size first. */
const SHRINKS = [8, 4, 2] as const;

/**
 * Decoding at the next larger fraction makes pictures a little softer (SSIM 0.988 to 0.997 at 2560 px).
 * That is not seen in large ones, where it saves half the work, but in thumbnails.
 */
const MIN_PIXELS = 2_000_000;

/** A picture's size in pixels. */
export type Size = { readonly width: number; readonly height: number };

/**
 * Decides at which fraction of its size a JPEG is decoded for a large picture: the smallest that is at
 * least as large as the picture. For 1, libvips decides, and decodes at twice the picture's size or more.
 *
 * @param source as stored, in pixels
 * @param picture as stored, in pixels
 *
 * @example
 * loadShrink("jpeg", { width: 6000, height: 4000 }, { width: 2560, height: 1707 }); // 2
 * loadShrink("jpeg", { width: 6000, height: 4000 }, { width: 640, height: 427 }); // 1
 */
export function loadShrink(type: ImageType, source: Size, picture: Size): LoadShrink {
	if (type !== "jpeg" || picture.width * picture.height < MIN_PIXELS) return 1;
	const scale = Math.min(source.width / picture.width, source.height / picture.height);
	return SHRINKS.find((shrink) => shrink <= scale) ?? 1;
}
