import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { WidthBuckets } from "widthwise";
import { JSQUASH_FILES } from "widthwise/engine/jsquash";
import type { Files } from "../build/zip.ts";
import { bundleEdge } from "../images/bundle.ts";

/** Mezzanines are JPEG or WebP. */
const CODECS = ["jpeg-decoder", "jpeg-encoder", "webp-decoder", "webp-encoder"] as const;

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
	const files = await bundleEdge({ main, conditions: ["deno"], buckets });
	for (const codec of CODECS) {
		const file = JSQUASH_FILES[codec];
		files[basename(file)] = await readFile(fileURLToPath(import.meta.resolve(file)));
	}
	return files;
}
