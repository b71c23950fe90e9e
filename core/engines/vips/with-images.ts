import type Vips from "wasm-vips";

/**
 * Runs work on images in WebAssembly's memory, which no garbage collector frees, and then frees those
 * that it passed to `own`, whether it succeeded or not.
 *
 * @param work must not return one of them
 *
 * @example
 * const wide = withImages((own) => own(own(vips.Image.newFromBuffer(bytes)).invert()).width);
 */
export function withImages<Result>(
	work: (own: (image: Vips.Image) => Vips.Image) => Result,
): Result {
	const images: Vips.Image[] = [];
	try {
		return work((image) => {
			images.push(image);
			return image;
		});
	} finally {
		for (const image of images) image.delete();
	}
}
