import type { EncodedImage, Engine } from "../../engines/engine.ts";
import { openPhoto } from "../../formats/open-photo.ts";
import { checkPixels, uprightSize } from "../../formats/probe.ts";
import { outputFormat } from "../../formats/tables/output.ts";
import { cutSize } from "../../photo/sizes.ts";
import type { Wanted } from "./variant-file.ts";

/** The largest photo that is decoded, in pixels: as in the engine. */
const MAX_PIXELS = 150e6;

/**
 * Cuts all variants of a photo from one decode: upright, without metadata, never enlarged.
 *
 * @param quality 1 to 100, on the encoder's own scale; `null`: the format's default
 *
 * @returns in the order of the variants that are wanted
 *
 * @throws {WidthwiseError} as `openPhoto` and `Engine.render`; `too-many-pixels`
 *
 * @example
 * await cutVariants(engine, bytes, [{ width: 400, format: "webp" }], null);
 */
export async function cutVariants(
	engine: Engine,
	bytes: Uint8Array,
	wanted: readonly Wanted[],
	quality: number | null,
): Promise<readonly EncodedImage[]> {
	const probe = openPhoto(bytes).probe();
	checkPixels(probe, MAX_PIXELS);
	const upright = uprightSize(probe);
	return engine.render(
		bytes,
		wanted.map(({ width, format }) => ({
			...cutSize(upright, width),
			format,
			quality: quality ?? outputFormat(format).quality,
		})),
	);
}
