import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the project's own code; its path is relative to the repository. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Reads the files that match a pattern, without what was installed or built. */
export async function sourceFiles(pattern: string): Promise<readonly SourceFile[]> {
	const paths = (await Array.fromAsync(new Bun.Glob(pattern).scan(ROOT))).filter(
		(path) => !/node_modules|\/dist\//.test(path),
	);
	return Promise.all(
		paths.sort().map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })),
	);
}

/** A file's code without its comments. */
export function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
