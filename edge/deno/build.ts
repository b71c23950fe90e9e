import { fileURLToPath } from "node:url";
import type { WidthBuckets } from "widthwise";
import { readCodecFiles } from "../build/codec-files.ts";
import type { Files } from "../build/zip.ts";
import { bundleEdge } from "../images/bundle.ts";

/**
 * Builds the program for Deno: `main.js` and the codecs that it reads from beside it, by name.
 *
 * @param buckets the widths of variants, in pixels
 *
 * @throws {Error} if a module cannot be bundled
 *
 * @example
 * const { "main.js": script } = await buildDeno(DEFAULT_BUCKETS);
 */
export async function buildDeno(buckets: WidthBuckets): Promise<Files> {
	const main = fileURLToPath(new URL("main.ts", import.meta.url));
	return {
		...(await bundleEdge({ main, conditions: ["deno"], buckets })),
		...(await readCodecFiles()),
	};
}
