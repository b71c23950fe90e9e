import { cropPixels, encodedSize } from "../crop.ts";
import type { Output } from "../engine.ts";
import type { Pixels } from "./pixels.ts";

/**
 * Cuts the crop of an output out of the middle of a picture.
 *
 * @returns the same pixels if nothing is cut off
 *
 * @example
 * const square = crop(pixels, { width: 640, height: 427, crop: { width: 427, height: 427 } });
 */
export function crop(pixels: Pixels, output: Pick<Output, "width" | "height" | "crop">): Pixels {
	if (!output.crop) return pixels;
	const { buffer, byteOffset, length } = pixels.rgba;
	const all = new Uint8Array(buffer, byteOffset, length);
	const rgba = new Uint8ClampedArray(cropPixels(all, pixels, output.crop, 4).buffer);
	return { ...encodedSize(output), rgba };
}
