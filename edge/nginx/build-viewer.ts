import { fileURLToPath } from "node:url";
import type { WidthBuckets } from "widthwise";

/**
 * Builds the viewer function for nginx's JavaScript module: one script, to be loaded by `js_import`. Its
 * function `path` is described at `pathInside`.
 *
 * Bun bundles it, because a server that only runs has no other bundler.
 *
 * @param options.publicFolder the absolute path of the public store's folder
 * @throws {Error} if the bundle is not what njs can load
 *
 * @example
 * await buildViewer({ buckets: DEFAULT_BUCKETS, publicFolder: "/srv/widthwise/data/public" });
 */
export async function buildViewer(options: {
	readonly buckets: WidthBuckets;
	readonly publicFolder: string;
}): Promise<string> {
	const { outputs } = await Bun.build({
		entrypoints: [fileURLToPath(new URL("viewer.ts", import.meta.url))],
		target: "browser",
		format: "esm",
		define: {
			BAKED_BUCKETS: JSON.stringify(options.buckets),
			BAKED_PUBLIC_FOLDER: JSON.stringify(`${options.publicFolder}/`),
		},
	});
	const module = (await outputs[0]?.text()) ?? "";
	// njs knows `export default` and no other form, and its modules only under these names.
	const script = module.replace(/export \{\s*(\w+) as default\s*\};\s*$/, "export default $1;\n");
	if (script === module) throw new Error("The bundle has no default export");
	return `import fs from "fs";\n${script}`;
}
