import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { WidthBuckets } from "widthwise";
import { type Files, zipFiles } from "./zip.ts";

const EDGE = fileURLToPath(new URL("..", import.meta.url));

/** The codec's thread starts from a file of its own, beside whatever starts it. */
const ENGINES = dirname(fileURLToPath(import.meta.resolve("widthwise/engine/vips")));

/** What a bundle is made of: the name of each output, and the source it starts from. */
export type Entries = Readonly<Record<string, string>>;

/** The Lambda@Edge that cuts what is missing. */
export const ORIGIN_REQUEST: Entries = { index: join(EDGE, "origin-request/main.ts") };

/** The Lambda that publishes originals. */
export const VALIDATE: Entries = {
	index: join(EDGE, "validate/main.ts"),
	"vips-thread": join(ENGINES, "vips-thread.ts"),
};

/**
 * The codec's loader starts threads from its own file and reads the WebAssembly beside it: bundled into
 * another file it would wait for ever, so it stays a file of its own. JPEG XL and SVG are left out.
 */
const CODEC_FILES = ["vips-node.mjs", "vips.wasm", "vips-heif.wasm"];

const codecBeside: Plugin = {
	name: "codec-beside",
	setup(build) {
		build.onResolve({ filter: /^wasm-vips$/ }, () => ({ path: "./vips-node.mjs", external: true }));
		// The other encoder is for servers that choose it.
		build.onResolve({ filter: /\/squoosh-picture\.ts$/ }, () => ({ external: true }));
	},
};

/** Some libraries still call `require`, which a module does not have. */
const BANNER =
	'import { createRequire as widthwiseRequire } from "node:module"; const require = widthwiseRequire(import.meta.url);';

/**
 * Builds a Lambda for Node.js 22: `index.mjs` with its `handler`, and the codec beside it.
 *
 * @param buckets the widths that are cut, in pixels
 * @returns the zip's bytes, the same for the same input
 *
 * @example
 * const zip = await buildLambda(ORIGIN_REQUEST, DEFAULT_BUCKETS);
 */
export async function buildLambda(entries: Entries, buckets: WidthBuckets): Promise<Uint8Array> {
	const files = await bundleModules(entries, buckets, []);
	const codec = dirname(createRequire(join(ENGINES, "vips.ts")).resolve("wasm-vips"));
	for (const name of CODEC_FILES) files[name] = await readFile(join(codec, name));
	return zipFiles(files);
}

/**
 * Bundles modules with all they import but the codec, whatever the entries are called `.mjs`.
 *
 * @param external packages that are left to be found at run time
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
		conditions: ["bun"],
		mainFields: ["module", "main"],
		external: [...external],
		plugins: [codecBeside],
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
