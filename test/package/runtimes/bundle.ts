import { join } from "node:path";
import { build } from "esbuild";

/** Bundles a program of this folder's project as wrangler and bundlers for pages do; returns the folder. */
export async function bundle(
	project: string,
	name: "in-browser" | "in-workerd",
	conditions: readonly string[],
): Promise<string> {
	const folder = join(project, name);
	await build({
		absWorkingDir: project,
		entryPoints: [`${name}.mjs`],
		outdir: folder,
		...{ bundle: true, splitting: true, format: "esm", platform: "browser" },
		conditions: [...conditions],
		// Left to fail where they are missing.
		external: ["node:*"],
		loader: { ".wasm": "copy" },
		assetNames: "[name]",
		logLevel: "error",
	});
	return folder;
}
