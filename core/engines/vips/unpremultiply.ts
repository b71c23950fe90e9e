import type Vips from "wasm-vips";
import { inMemory } from "./in-memory.ts";
import { withImages } from "./with-images.ts";

/**
 * Divides the colours of decoded pixels by their alpha, and frees the given image.
 *
 * @throws whatever libvips throws if pixels cannot be decoded
 *
 * @example
 * const image = unpremultiply(premultiplied);
 */
export function unpremultiply(image: Vips.Image): Vips.Image {
	return withImages((own) => {
		own(image);
		const { format } = image;
		const divided = own(image.unpremultiply({ max_alpha: format === "ushort" ? 65_535 : 255 }));
		return inMemory(own(divided.cast(format)));
	});
}
