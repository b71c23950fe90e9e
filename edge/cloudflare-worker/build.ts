import { fileURLToPath } from "node:url";
import type { WidthBuckets } from "widthwise";
import type { Files } from "../build/zip.ts";
import { bundleEdge } from "../images/bundle.ts";

/**
 * Builds the Worker: its script `main.js` and the codecs that it imports, by name.
 *
 * @param buckets the widths of variants, in pixels
 *
 * @throws {Error} if a module cannot be bundled
 *
 * @example
 * const { "main.js": script } = await buildWorker(DEFAULT_BUCKETS);
 */
export function buildWorker(buckets: WidthBuckets): Promise<Files> {
	const main = fileURLToPath(new URL("main.ts", import.meta.url));
	// wrangler's conditions.
	return bundleEdge({ main, conditions: ["workerd", "worker", "browser"], buckets });
}
