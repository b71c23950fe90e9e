import type Vips from "wasm-vips";
import { inMemory } from "./in-memory.ts";
import type { VipsModule } from "./load.ts";
import type { StoredSource } from "./stored-source.ts";
import { withImages } from "./with-images.ts";

/**
 * Decodes a CMYK picture without a profile: each colour is what its ink and the black one leave of
 * white. libvips would take a printer's profile, whose black is grey.
 *
 * @throws whatever libvips throws if the file is damaged
 *
 * @example
 * const image = decodeInk(vips, { bytes, width: 640, height: 480, failOn: "error", shrink: 1 });
 */
export function decodeInk(
	vips: VipsModule,
	{ bytes, width, height, failOn }: StoredSource,
): Vips.Image {
	return withImages((own) => {
		const inks = own(
			vips.Image.newFromBuffer(bytes, "", { fail_on: failOn, access: "sequential" }),
		);
		const left = own(inks.invert());
		const colours = own(left.extractBand(0, { n: 3 }));
		const product = own(colours.multiply(own(left.extractBand(3))));
		// A cast cuts the fraction off.
		const rounded = own(own(product.linear([1 / 255], [0.5])).cast("uchar"));
		const rgb = own(rounded.copy({ interpretation: "srgb" }));
		const resized = own(rgb.thumbnailImage(width, { height, size: "force", no_rotate: true }));
		return inMemory(resized);
	});
}
