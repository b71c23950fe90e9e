import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { WidthBuckets } from "widthwise";
import type { Files } from "../build/zip.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** The file with which the Worker begins. */
export const WORKER_MAIN = "main.js";

/**
 * Builds the Worker: its script and the codecs that it imports, by name.
 *
 * @param buckets the widths of variants, in pixels
 *
 * @throws {Error} if a module cannot be bundled
 *
 * @example
 * const { "main.js": script } = await buildWorker(DEFAULT_BUCKETS);
 */
export async function buildWorker(buckets: WidthBuckets): Promise<Files> {
	const { outputFiles } = await build({
		absWorkingDir: FOLDER,
		entryPoints: ["main.ts"],
		outdir: "dist",
		write: false,
		bundle: true,
		format: "esm",
		platform: "browser",
		// wrangler's.
		conditions: ["workerd", "worker", "browser"],
		target: "es2024",
		loader: { ".wasm": "copy" },
		assetNames: "[name]",
		define: { BAKED_BUCKETS: JSON.stringify(buckets) },
		minify: true,
		legalComments: "none",
		logLevel: "silent",
	});
	const names = outputFiles.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
	return Object.fromEntries(outputFiles.map(({ contents }, i) => [names[i] ?? "", contents]));
}
