import type { Output } from "./engine.ts";

type Size = { readonly width: number; readonly height: number };

/**
 * Returns the size of an encoded picture in pixels: that of the crop, if there is one.
 *
 * @example
 * encodedSize({ width: 450, height: 300, crop: { width: 400, height: 300 } }); // 400 x 300
 */
export function encodedSize({ width, height, crop }: Size & Pick<Output, "crop">): Size {
	return crop ? { width: crop.width, height: crop.height } : { width, height };
}

/**
 * Returns where a crop begins in the resized picture, in pixels. If what is cut off cannot be
 * halved, one pixel more is cut off at the right or at the bottom.
 *
 * @example
 * cropOrigin({ width: 451, height: 300 }, { width: 400, height: 300 }); // { left: 25, top: 0 }
 */
export function cropOrigin(
	resized: Size,
	crop: Size,
): { readonly left: number; readonly top: number } {
	return {
		left: Math.floor((resized.width - crop.width) / 2),
		top: Math.floor((resized.height - crop.height) / 2),
	};
}

/**
 * Cuts the middle out of interleaved pixels.
 *
 * @param pixels one element for each pixel, or for each channel
 * @param channels elements for a pixel
 *
 * @example
 * cropPixels(Uint8Array.of(1, 2, 3), { width: 3, height: 1 }, { width: 1, height: 1 }, 1); // [2]
 */
export function cropPixels(
	pixels: Uint8Array,
	resized: Size,
	crop: Size,
	channels: number,
): Uint8Array<ArrayBuffer> {
	const { left, top } = cropOrigin(resized, crop);
	const stride = crop.width * channels;
	const cropped = new Uint8Array(stride * crop.height);
	for (let y = 0; y < crop.height; y++) {
		const from = ((top + y) * resized.width + left) * channels;
		cropped.set(pixels.subarray(from, from + stride), y * stride);
	}
	return cropped;
}
