import type Vips from "wasm-vips";
import { guard } from "../codec-exception.ts";
import type { Output } from "../engine.ts";
import { cannotEncode } from "../outputs.ts";
import type { EncodePicture, Picture } from "./render.ts";

/**
 * WebP effort 4 saves 13 to 24 % over effort 2 at equal SSIM, for 0.1 s more at 1280 px. AVIF
 * effort 3 takes 1 s at 1216 px. At equal look, effort 2 takes half of that for 6 to 20 % more bytes,
 * effort 4 three to five times as long for 3 to 6 % less, and effort 6 ten times for 8 to 9 %.
 */
const WEBP_EFFORT = 4;
const AVIF_EFFORT = 3;

/**
 * JPEGs for visitors are progressive with trellis quantisation, which saves 7 % at equal SSIM for 50 ms
 * a megapixel. Others are baseline, which decodes faster: mezzanines (full chroma), and large pictures,
 * for which it is a third of what publishing costs.
 */
const SMALL_JPEG = { interlace: true, trellis_quant: true, overshoot_deringing: true };

const MAX_SMALL_PIXELS = 2_000_000;

/**
 * Encodes with the codecs inside wasm-vips. It writes no metadata except the colour profile.
 *
 * @throws {WidthwiseError} `engine-failed`.
 * @example
 * const bytes = await encodeWithVips({ image, keepProfile: false }, output);
 */
export const encodeWithVips: EncodePicture = async (picture, output) =>
	guard(cannotEncode, () => {
		switch (output.format) {
			case "jpeg":
				return encodeJpeg(picture, output);
			case "webp":
				return encodeWebp(picture, output);
			case "avif":
				return encodeAvif(picture, output);
		}
	});

function encodeJpeg({ image, keepProfile }: Picture, { quality, fullChroma }: Output): Uint8Array {
	const opaque = image.hasAlpha() ? image.flatten({ background: 255 }) : image;
	try {
		return opaque.jpegsaveBuffer({
			Q: quality,
			keep: metadataToKeep(keepProfile),
			optimize_coding: true,
			subsample_mode: fullChroma ? "off" : "on",
			...(!fullChroma && isSmall(opaque) && SMALL_JPEG),
		});
	} finally {
		if (opaque !== image) opaque.delete();
	}
}

/** Masters are large, and are decoded to cut wide variants. */
function isSmall({ width, height }: Vips.Image): boolean {
	return width * height < MAX_SMALL_PIXELS;
}

/** WebP is always 4:2:0 (RFC 6386 2), so `fullChroma` has no effect. */
function encodeWebp({ image, keepProfile }: Picture, { quality }: Output): Uint8Array {
	return image.webpsaveBuffer({
		Q: quality,
		keep: metadataToKeep(keepProfile),
		effort: WEBP_EFFORT,
	});
}

function encodeAvif({ image, keepProfile }: Picture, { quality, fullChroma }: Output): Uint8Array {
	return image.heifsaveBuffer({
		Q: quality,
		keep: metadataToKeep(keepProfile),
		compression: "av1",
		effort: AVIF_EFFORT,
		bitdepth: 8,
		subsample_mode: fullChroma ? "off" : "on",
	});
}

function metadataToKeep(keepProfile: boolean): "icc" | "none" {
	return keepProfile ? "icc" : "none";
}
