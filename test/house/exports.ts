import { join } from "node:path";
import { ROOT } from "./source-files.ts";

/** Everything that may be imported by name from the packages of the workspace: `widthwise/url`. */
export async function readExports(): Promise<ReadonlySet<string>> {
	const { workspaces } = await readPackage(".");
	const packages: readonly { name: string; exports?: object }[] = await Promise.all(
		workspaces.map(readPackage),
	);
	return new Set(
		packages.flatMap(({ name, exports = {} }) =>
			Object.keys(exports).map((path) => name + path.slice(1)),
		),
	);
}

/** Whether a module is one of our packages, or inside one. */
export function isOurs(specifier: string): boolean {
	return /^(@widthwise\/|widthwise(\/|$))/.test(specifier);
}

async function readPackage(folder: string) {
	return Bun.file(join(ROOT, folder, "package.json")).json();
}
