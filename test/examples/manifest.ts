import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../house/source-files.ts";

/** The folder of the examples. */
export const EXAMPLES: string = join(ROOT, "core/examples");

/** What is read of an example's `package.json`. */
export type Manifest = {
	readonly name: string;
	readonly description: string;
	readonly scripts?: Readonly<Record<string, string>>;
	readonly dependencies: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
};

/** What is read of an example's `package-lock.json`: the packages by their folders. */
export type Lockfile = { readonly packages: Readonly<Record<string, LockedPackage>> };

/** One package in a lockfile. */
export type LockedPackage = {
	readonly version?: string;
	readonly resolved?: string;
	readonly integrity?: string;
	readonly [field: string]: unknown;
};

const LIBRARY = "node_modules/widthwise";

/** The names of all examples: their folders. */
export async function exampleNames(): Promise<readonly string[]> {
	const entries = await readdir(EXAMPLES, { withFileTypes: true });
	return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** An example's `package.json`. */
export function readManifest(folder: string): Promise<Manifest> {
	return Bun.file(join(folder, "package.json")).json();
}

/** An example's `package-lock.json`. */
export function readLockfile(folder: string): Promise<Lockfile> {
	return Bun.file(join(folder, "package-lock.json")).json();
}

/** Has a `package.json` name another version of the library, such as `file:widthwise.tgz`. */
export function withLibrary(manifest: Manifest, version: string): Manifest {
	return { ...manifest, dependencies: { ...manifest.dependencies, widthwise: version } };
}

/**
 * The lockfile that belongs to {@link withLibrary}. A packed library has other bytes at every change, so its
 * entry has no hash.
 */
export function withLockedLibrary(lockfile: Lockfile, version: string): Lockfile {
	const { "": root = {}, [LIBRARY]: locked = {}, ...others } = lockfile.packages;
	const { resolved: _, integrity: __, ...library } = locked;
	const isFile = version.startsWith("file:");
	const packages = {
		"": { ...root, dependencies: { ...Object(root.dependencies), widthwise: version } },
		...others,
		[LIBRARY]: isFile ? { ...library, resolved: version } : library,
	};
	return { ...lockfile, packages };
}

/** Writes JSON as npm does. */
export async function writeJson(path: string, value: unknown): Promise<void> {
	await Bun.write(path, `${JSON.stringify(value, null, "\t")}\n`);
}
