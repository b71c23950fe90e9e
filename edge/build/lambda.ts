import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { WidthBuckets } from "widthwise";
import { readCodecFiles } from "./codec-files.ts";
import { type Files, zipFiles } from "./zip.ts";

const EDGE = fileURLToPath(new URL("..", import.meta.url));

/** The codec's thread starts from a separate file, beside the file that starts it. */
const ENGINES = dirname(fileURLToPath(import.meta.resolve("widthwise/engine/vips")));

/** The entry points of a bundle: the name of each output file and its source file. */
export type Entries = Readonly<Record<string, string>>;

/** The entry points of the Lambda@Edge that cuts missing variants. */
export const ORIGIN_REQUEST: Entries = { index: join(EDGE, "origin-request/main.ts") };

/** The entry points of the Lambda that publishes originals. */
export const VALIDATE: Entries = {
	index: join(EDGE, "validate/main.ts"),
	"vips-thread": join(ENGINES, "vips-thread.ts"),
};

/**
 * The codec's loader starts threads from its own file and reads the WebAssembly beside it, so the
 * engine imports it from beside the bundle. SVG is left out.
 */
const CODEC_FILES = ["vips-node.mjs", "vips.wasm", "vips-heif.wasm"];

/** Originals may be HEIC or JPEG XL. What variants are cut from never is. */
const JXL_FILE = "vips-jxl.wasm";
const HEIC_FILES = ["libheif.js", "libheif.wasm"];

/** Only servers can choose this encoder. */
const noSquoosh: Plugin = {
	name: "no-squoosh",
	setup(build) {
		build.onResolve({ filter: /\/squoosh-picture\.ts$/ }, () => ({ external: true }));
	},
};

/** Some libraries still call `require`, which modules do not have. */
const BANNER =
	'import { createRequire as widthwiseRequire } from "node:module"; const require = widthwiseRequire(import.meta.url);';

/**
 * Builds a Lambda for Node.js 22: `index.mjs` with its `handler`, and the codec beside it.
 *
 * @param buckets the widths of variants, in pixels
 * @returns the zip's bytes; the same input gives the same bytes
 *
 * @example
 * const zip = await buildLambda(ORIGIN_REQUEST, DEFAULT_BUCKETS);
 */
export async function buildLambda(entries: Entries, buckets: WidthBuckets): Promise<Uint8Array> {
	const files = await bundleModules(entries, buckets, []);
	const require = createRequire(join(ENGINES, "vips.ts"));
	const codec = dirname(require.resolve("wasm-vips"));
	for (const name of CODEC_FILES) files[name] = await readFile(join(codec, name));
	if (entries === ORIGIN_REQUEST) Object.assign(files, await readCodecFiles());
	if (entries === VALIDATE) {
		files[JXL_FILE] = await readFile(join(codec, JXL_FILE));
		const heic = dirname(require.resolve("libheif-js/libheif-wasm/libheif.wasm"));
		for (const name of HEIC_FILES) files[name] = await readFile(join(heic, name));
	}
	return zipFiles(files);
}

/**
 * Bundles modules with all their imports except the codec. Each output is named `<entry>.mjs`.
 *
 * @param external packages to load at run time instead
 *
 * @example
 * const { "index.mjs": bytes } = await bundleModules({ index: "/srv/handler.ts" }, [256, 416], []);
 */
export async function bundleModules(
	entries: Entries,
	buckets: WidthBuckets,
	external: readonly string[],
): Promise<Files> {
	const bundle = await build({
		absWorkingDir: EDGE,
		entryPoints: entries,
		outdir: "dist",
		outExtension: { ".js": ".mjs" },
		bundle: true,
		write: false,
		platform: "node",
		format: "esm",
		target: "node22",
		mainFields: ["module", "main"],
		external: [...external],
		plugins: [noSquoosh],
		define: { BAKED_BUCKETS: JSON.stringify(buckets) },
		banner: { js: BANNER },
		minify: true,
		legalComments: "none",
		logLevel: "silent",
	});
	const files: Files = {};
	for (const { path, contents } of bundle.outputFiles) {
		files[path.slice(path.lastIndexOf("/") + 1)] = contents;
	}
	return files;
}
