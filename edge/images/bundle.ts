import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import type { WidthBuckets } from "widthwise";
import type { Files } from "../build/zip.ts";

/**
 * Bundles the program of an edge into one module, except the runtime's own `node:` modules.
 *
 * @param options.main the path of its source
 * @param options.conditions of the runtime, for packages with several builds
 * @param options.buckets the widths of variants, in pixels
 *
 * @returns `main.js`, and the codecs that it imports, by name
 * @throws {Error} if a module cannot be bundled
 *
 * @example
 * const files = await bundleEdge({ main: "/srv/edge/main.ts", conditions: ["deno"], buckets: [256, 416] });
 */
export async function bundleEdge(options: {
	readonly main: string;
	readonly conditions: readonly string[];
	readonly buckets: WidthBuckets;
}): Promise<Files> {
	const settings: BuildOptions & { write: false } = {
		entryPoints: { main: options.main },
		outdir: "dist",
		write: false,
		bundle: true,
		format: "esm",
		platform: "browser",
		conditions: [...options.conditions],
		external: ["node:*"],
		target: "es2024",
		loader: { ".wasm": "copy" },
		assetNames: "[name]",
		define: { BAKED_BUCKETS: JSON.stringify(options.buckets) },
		minify: true,
		legalComments: "none",
		logLevel: "silent",
	};
	const { outputFiles } = await build(settings);
	return Object.fromEntries(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}

/**
 * Writes files into a folder, which is made if it is missing, and prints their names and sizes.
 *
 * @example
 * await writeBundle(await buildWorker([256, 416]), "/srv/edge/dist/cloudflare-worker");
 */
export async function writeBundle(files: Files, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	for (const [name, bytes] of Object.entries(files)) {
		await writeFile(join(folder, name), bytes);
		console.log(`${name.padEnd(20)}${String(bytes.length).padStart(9)} bytes`);
	}
}
