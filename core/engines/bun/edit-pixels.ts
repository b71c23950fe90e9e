import { cropPixels, encodedSize } from "../crop.ts";
import type { Output } from "../engine.ts";
import { onWhite } from "../on-white.ts";
import { type PngPixels, readPng, writePng } from "./png-pixels.ts";

/**
 * Does what `Bun.Image` cannot do, on the calling thread: crops a resized picture, and flattens it
 * on white for a JPEG. `Bun.Image` would drop alpha and show the colours of transparent pixels.
 *
 * @returns a picture without pending operations
 * @example
 * const square = { width: 400, height: 300, crop: { width: 300, height: 300 }, format: "webp" };
 * await editPixels(new Bun.Image(source).resize(400, 300), square);
 */
export async function editPixels(
	resized: Bun.Image,
	output: Pick<Output, "width" | "height" | "crop" | "format">,
): Promise<Bun.Image> {
	const png = await resized.png({ compressionLevel: 0 }).bytes();
	const decoded = readPng(png);
	const edited = flatten(crop(decoded, output), output);
	return new Bun.Image(edited === decoded ? png : writePng(edited));
}

function crop(image: PngPixels, output: Pick<Output, "width" | "height" | "crop">): PngPixels {
	if (!output.crop) return image;
	const pixels = cropPixels(image.pixels, image, output.crop, image.channels);
	return { ...image, ...encodedSize(output), pixels };
}

function flatten(image: PngPixels, { format }: Pick<Output, "format">): PngPixels {
	if (format !== "jpeg" || image.channels === 3) return image;
	return { ...image, channels: 3, pixels: onWhite(image.pixels) };
}
