import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

type Manifest = {
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
	readonly cpu?: readonly string[];
};

/**
 * Returns the bytes of packages and all that they need, as npm installs them for this machine.
 *
 * @param modules a folder `node_modules` that has them
 *
 * @example
 * await installedBytes("bench/rivals/node_modules", ["sharp"]); // 17_000_000
 */
export async function installedBytes(modules: string, names: readonly string[]): Promise<number> {
	const folders = new Set<string>();
	for (const name of names) await addWithNeeds(modules, join(modules, name), folders);
	const sizes = await Promise.all([...folders].map(bytesIn));
	return sizes.reduce((sum, size) => sum + size, 0);
}

async function addWithNeeds(modules: string, folder: string, found: Set<string>): Promise<void> {
	if (found.has(folder)) return;
	const manifest: Manifest = await Bun.file(join(folder, "package.json")).json();
	if (manifest.cpu && !manifest.cpu.includes(process.arch)) return;
	found.add(folder);
	const { dependencies = {}, optionalDependencies = {} } = manifest;
	for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
		const places = [join(folder, "node_modules", name), join(modules, name)];
		const place = places.find((path) => existsSync(path));
		if (place) await addWithNeeds(modules, place, found);
		else if (name in dependencies) throw new Error(`${name} is missing, which ${folder} needs`);
	}
}

/** Without nested packages: they count themselves. */
async function bytesIn(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.filter((path) => !path.startsWith(join(folder, "node_modules")));
	const sizes = await Promise.all(files.map(async (path) => (await stat(path)).size));
	return sizes.reduce((sum, size) => sum + size, 0);
}
