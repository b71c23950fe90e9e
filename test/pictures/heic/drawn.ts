import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The name of a drawn picture. */
export type DrawnHeic = "quadrants" | "large" | "deep" | "clear";

/**
 * Returns a HEIC of 96 x 64 pixels, or a large one of 2000 x 1001. No codec that the tests have writes HEVC, so the files are kept. They
 * were drawn as PNGs (`quadrants` of `pixels.ts`) and encoded with Debian's `heif-enc` and x265:
 *
 * - quadrants: `heif-enc -q 90 -p chroma=444 quadrants.png`
 * - large: the same with `-q 20`
 * - deep: as the first, in 10 bits, from a PNG of 16 bits: `-b 10`
 * - clear: as the first, with alpha 0 in the left half, 255 in the right one
 */
export function drawnHeic(name: DrawnHeic): Uint8Array<ArrayBuffer> {
	return new Uint8Array(readFileSync(join(import.meta.dir, `${name}.heic`)));
}
