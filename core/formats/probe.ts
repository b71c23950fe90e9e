import { WidthwiseError } from "../errors.ts";
import type { ByteSource } from "./bytes/byte-source.ts";
import { bytesAt, type Parse, parseSource } from "./bytes/parse.ts";
import type { Probe } from "./container/container.ts";
import { CONTAINERS } from "./containers.ts";
import { requireImageType, SNIFF_BYTES } from "./sniff.ts";

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
	const type = requireImageType(yield* bytesAt(0, SNIFF_BYTES));
	return yield* CONTAINERS[type].probe(size);
}
