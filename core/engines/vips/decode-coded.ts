import type Vips from "wasm-vips";
import { concat } from "../../formats/bytes/bytes.ts";
import type { CodingConversion } from "../colour/coding-conversion.ts";
import { convertPixels } from "../colour/convert.ts";
import { rowsInMemory } from "./in-memory.ts";
import type { VipsModule } from "./load.ts";
import type { StoredSource } from "./stored-source.ts";
import { withImages } from "./with-images.ts";

/** The largest value of 16 bits. */
const MAX_16 = 65_535;

/**
 * Decodes a picture at a size and converts its colours, in 16 bits until they are those of the outputs.
 * libvips would ignore what the file says of them, and make 8 bits of 16 before it resizes.
 *
 * @throws whatever libvips throws if the file is damaged
 *
 * @example
 * const image = decodeCoded(vips, { bytes, width: 640, height: 480, failOn: "error", shrink: 1 }, conversion);
 */
export function decodeCoded(
	vips: VipsModule,
	{ bytes, width, height, failOn }: StoredSource,
	{ coding, target }: CodingConversion,
): Vips.Image {
	return withImages((own) => {
		const stored = own(
			vips.Image.newFromBuffer(bytes, "", { access: "sequential", fail_on: failOn }),
		);
		const hasAlpha = stored.hasAlpha();
		const wide = own(stored.linear([MAX_16 / largestOf(stored)], [0]));
		const opaque = hasAlpha ? own(wide.premultiply({ max_alpha: MAX_16 })) : wide;
		const resized = own(opaque.resize(width / stored.width, { vscale: height / stored.height }));
		const straight = hasAlpha ? own(resized.unpremultiply({ max_alpha: MAX_16 })) : resized;
		const pixels = own(straight.cast("ushort"));
		const samples = samplesOf(pixels);
		const channels = channelsOf(pixels);
		const rgb = convertPixels({ samples, channels }, coding, target);
		const bands = hasAlpha ? 4 : 3;
		const rows = rowsInMemory(height, width * bands);
		const held =
			rows === height ? rgb : concat([rgb, new Uint8Array((rows - height) * width * bands)]);
		const image = own(vips.Image.newFromMemory(held, width, rows, bands, vips.BandFormat.uchar));
		return own(image.crop(0, 0, width, height)).copy({ interpretation: "srgb" });
	});
}

/** The decoder shifts samples of 10 and 12 bits to 16, so that the largest is not 65,535. */
function largestOf(image: Vips.Image): number {
	if (image.format === "uchar") return 255;
	const bits = image.getTypeof("bits-per-sample") ? image.getInt("bits-per-sample") : 16;
	return (2 ** bits - 1) * 2 ** (16 - bits);
}

function samplesOf(image: Vips.Image): Uint16Array {
	const { buffer, byteOffset, byteLength } = image.writeToMemory();
	return new Uint16Array(buffer, byteOffset, byteLength / 2);
}

function channelsOf({ bands }: Vips.Image): 1 | 2 | 3 | 4 {
	return bands === 1 || bands === 2 || bands === 3 ? bands : 4;
}
