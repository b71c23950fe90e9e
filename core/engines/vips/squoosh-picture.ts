import { guard } from "../codec-exception.ts";
import { cannotEncode } from "../outputs.ts";
import { loadSquoosh } from "../squoosh/codecs.ts";
import { encodeWithVips } from "./encode.ts";
import type { EncodePicture, Picture } from "./render.ts";

/**
 * Creates an encoder of libvips pictures that uses Squoosh for JPEG and WebP, and libvips for AVIF.
 * Squoosh writes no colour profile, so the pictures must be sRGB.
 *
 * @throws {WidthwiseError} `engine-unavailable` if the package is missing. The returned function
 *   throws `engine-failed`.
 * @example
 * const encode = await createSquooshPictureEncode();
 * await encode({ image, keepProfile: false }, output);
 */
export async function createSquooshPictureEncode(): Promise<EncodePicture> {
	const encode = await loadSquoosh();
	return async (picture, output) => {
		const { format, quality, fullChroma = false } = output;
		const { width, height } = picture.image;
		if (format === "avif") return encodeWithVips(picture, output);
		const rgba = guard(cannotEncode, () => rgbaOf(picture));
		return encode({ width, height, rgba }, format, quality, fullChroma);
	};
}

function rgbaOf({ image }: Picture): Uint8Array {
	const rgb = image.colourspace("srgb");
	const rgba = rgb.hasAlpha() ? rgb.copy() : rgb.bandjoin(255);
	try {
		const pixels = rgba.writeToMemory();
		return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
	} finally {
		rgba.delete();
		rgb.delete();
	}
}
