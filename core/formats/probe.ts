import { WidthwiseError } from "../errors.ts";
import { type ByteSource, sourceOf } from "./bytes/byte-source.ts";
import { bytesAt, type Parse, parseSource } from "./bytes/parse.ts";
import type { ByteInput } from "./bytes/read-bytes.ts";
import type { Probe } from "./container/container.ts";
import { CONTAINERS } from "./containers.ts";
import { requireImageType, SNIFF_BYTES } from "./sniff.ts";

/**
 * Reads the properties of a picture from its container and checks that the file is complete,
 * without decoding pixels. It reads only headers, and the data of a GIF, of a JPEG that does not end
 * with EOI, and of a PNG without IEND. A file without its last bytes is complete if all its pixels are
 * there. Bytes after the end of a picture are allowed.
 *
 * @param image the file, or a source that reads parts of it
 *
 * @returns the size in pixels as stored, before the orientation is applied, and more
 *
 * @throws {WidthwiseError} `empty-file`, `not-an-image`, `unsupported-format`, `truncated-file` or
 *   `unreadable-image`; `invalid-argument` for what is not bytes; also whatever the source throws
 *
 * @example
 * const gif = atob("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==");
 * const bytes = Uint8Array.from(gif, (byte) => byte.charCodeAt(0));
 * (await probeImage(bytes)).type; // "gif"
 */
export async function probeImage(image: ByteInput | ByteSource): Promise<Probe> {
	const source = await sourceOf(image);
	return await parseSource(source, probe(source.size));
}

/**
 * Returns the size in pixels after the orientation is applied: orientations 5 to 8 swap width and
 * height (TIFF 6.0, tag 274).
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
 * Checks that a picture does not have too many pixels to be decoded.
 *
 * @param maxPixels the largest number of pixels allowed: width times height
 *
 * @throws {WidthwiseError} `too-many-pixels`
 *
 * @example
 * checkPixels({ width: 6000, height: 4000 }, 100_000_000);
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
