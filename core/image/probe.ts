import { WidthwiseError } from "../errors.ts";
import { type Orientation, readOrientation } from "../metadata/exif.ts";
import { walkGif } from "../metadata/gif.ts";
import { jpegExif, skimJpeg } from "../metadata/jpeg.ts";
import { bytesAt, type Parse, parseSource } from "../metadata/parse.ts";
import { pngExif, walkPng } from "../metadata/png.ts";
import { walkWebp, webpExif } from "../metadata/webp.ts";
import type { ByteSource } from "./byte-source.ts";
import { probeAvif } from "./probe-avif.ts";
import { type ImageType, requireImageType, SNIFF_BYTES } from "./sniff.ts";

/** What a file's container says of the picture in it, without decoding a pixel. */
export type Probe = {
	readonly type: ImageType;
	/** Pixels, as stored: before the orientation is applied. */
	readonly width: number;
	/** Pixels, as stored: before the orientation is applied. */
	readonly height: number;
	/** As EXIF numbers it; of an AVIF, what `irot` and `imir` amount to. */
	readonly orientation: Orientation;
	/** 1 for a still picture. */
	readonly frames: number;
	/** Whether pixels may be transparent. */
	readonly hasAlpha: boolean;
	/** Whether the colours are printing inks (CMYK, YCCK), which browsers show wrong or not at all. */
	readonly isCmyk: boolean;
};

/**
 * Judges a file from its container alone: what it is, how large, and whether it is all there. Reads
 * headers and, of a JPEG or GIF, steps through the data in bounded pieces to find its end, so a file of
 * any size costs kilobytes of memory. Bytes after a picture's end are legal.
 *
 * @throws {WidthwiseError} `empty-file`, `not-an-image`, `unsupported-format`, `truncated-file` or
 * `unreadable-image`; and whatever the source throws.
 * @example
 * const { width, height, orientation } = await probeImage(byteSource(bytes));
 */
export async function probeImage(source: ByteSource): Promise<Probe> {
	return await parseSource(source, probe(source.size));
}

/**
 * The size in pixels after the orientation is applied: 5 to 8 lie on their side.
 *
 * @example
 * uprightSize({ width: 4000, height: 3000, orientation: 6 }); // { width: 3000, height: 4000 }
 */
export function uprightSize(probe: Pick<Probe, "width" | "height" | "orientation">): {
	readonly width: number;
	readonly height: number;
} {
	const { width, height, orientation } = probe;
	return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/**
 * Refuses a picture with more pixels than are allowed, before anything is decoded.
 *
 * @param maxPixels Pixels (width times height) that are still allowed.
 * @throws {WidthwiseError} `too-many-pixels`.
 * @example
 * checkPixels(await probeImage(source), 100_000_000);
 */
export function checkPixels(probe: Pick<Probe, "width" | "height">, maxPixels: number): void {
	const { width, height } = probe;
	if (width * height <= maxPixels) return;
	throw new WidthwiseError(
		"too-many-pixels",
		`The photo is ${width} by ${height} pixels (${megapixels(width * height)} megapixels): ` +
			`at most ${megapixels(maxPixels)} megapixels are allowed`,
	);
}

function megapixels(pixels: number): string {
	return (pixels / 1e6).toFixed(pixels < 1e7 ? 1 : 0);
}

function* probe(size: number): Parse<Probe> {
	switch (requireImageType(yield* bytesAt(0, SNIFF_BYTES))) {
		case "jpeg":
			return yield* probeJpeg(size);
		case "png":
			return yield* probePng(size);
		case "webp":
			return yield* probeWebp(size);
		case "gif":
			return { type: "gif", orientation: 1, isCmyk: false, ...(yield* walkGif()) };
		case "avif":
			return yield* probeAvif(size);
	}
}

function* probeJpeg(size: number): Parse<Probe> {
	const layout = yield* skimJpeg(size);
	const { width, height } = layout;
	const orientation = orientationOf(yield* jpegExif(layout));
	const isCmyk = layout.components === 4;
	return { type: "jpeg", width, height, orientation, frames: 1, hasAlpha: false, isCmyk };
}

function* probePng(size: number): Parse<Probe> {
	const layout = yield* walkPng(size);
	const { width, height, chunks, colourType } = layout;
	const orientation = orientationOf(yield* pngExif(layout));
	// PNG 11.3.6: without acTL a PNG is still, whatever frames it holds.
	const animated = chunks.some(({ type }) => type === "acTL");
	const frames = animated ? chunks.filter(({ type }) => type === "fcTL").length : 1;
	const hasAlpha = (colourType & 4) !== 0 || chunks.some(({ type }) => type === "tRNS");
	const still = { type: "png", width, height, orientation, hasAlpha, isCmyk: false } as const;
	return { ...still, frames: Math.max(1, frames) };
}

function* probeWebp(size: number): Parse<Probe> {
	const layout = yield* walkWebp(size);
	const { width, height, hasAlpha, frames } = layout;
	const orientation = orientationOf(yield* webpExif(layout));
	return { type: "webp", width, height, orientation, frames, hasAlpha, isCmyk: false };
}

function orientationOf(exif: Uint8Array | null): Orientation {
	return exif ? readOrientation(exif) : 1;
}
