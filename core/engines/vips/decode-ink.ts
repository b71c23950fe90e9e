import type Vips from "wasm-vips";
import type { VipsModule } from "./load.ts";
import type { StoredSource } from "./stored-source.ts";

/**
 * Decodes a CMYK picture without a profile: each colour is what its ink and the black one leave of
 * white. libvips would take a printer's profile, whose black is grey.
 *
 * @throws whatever libvips throws if the file is damaged
 *
 * @example
 * const image = decodeInk(vips, { bytes, width: 640, height: 480, failOn: "error" });
 */
export function decodeInk(
	vips: VipsModule,
	{ bytes, width, height, failOn }: StoredSource,
): Vips.Image {
	const made: Vips.Image[] = [];
	const step = (image: Vips.Image): Vips.Image => {
		made.push(image);
		return image;
	};
	try {
		const inks = step(
			vips.Image.newFromBuffer(bytes, "", { fail_on: failOn, access: "sequential" }),
		);
		const left = step(inks.invert());
		const colours = step(left.extractBand(0, { n: 3 }));
		const product = step(colours.multiply(step(left.extractBand(3))));
		// A cast cuts the fraction off.
		const rounded = step(step(product.linear([1 / 255], [0.5])).cast("uchar"));
		const rgb = step(rounded.copy({ interpretation: "srgb" }));
		const resized = step(rgb.thumbnailImage(width, { height, size: "force", no_rotate: true }));
		return resized.copyMemory();
	} finally {
		for (const image of made) image.delete();
	}
}
