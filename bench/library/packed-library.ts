import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../harness/processes.ts";
import { installedBytes } from "./installed-bytes.ts";

/** The library as users have it: built, packed and installed. */
export type PackedLibrary = {
	/** A project with it, with jSquash's packages and with the modules that use them. */
	readonly folder: string;
	/** Bytes of the library and of all that it needs. */
	readonly bytes: number;
};

/** The optional packages of the jsquash engine. */
export const JSQUASH: readonly string[] = ["@jsquash/jpeg", "@jsquash/png", "@jsquash/webp"];

const CORE = join(ROOT, "core");

/**
 * Builds and packs the library, and installs it from the file.
 *
 * @param root an empty folder
 * @throws {Error} if npm or the compiler fails
 *
 * @example
 * const { folder } = await packLibrary("/tmp/empty");
 */
export async function packLibrary(root: string): Promise<PackedLibrary> {
	const [copy, folder] = [join(root, "core"), join(root, "project")];
	await cp(CORE, copy, {
		recursive: true,
		filter: (path) => !/\/core\/(node_modules|dist|examples)$/.test(path),
	});
	const tsc = join(ROOT, "node_modules/.bin/tsc");
	runIn(root, tsc, "-p", join(CORE, "tsconfig.build.json"), "--outDir", join(copy, "dist"));
	runIn(copy, "npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", root);
	const [archive = ""] = await Array.fromAsync(new Bun.Glob("*.tgz").scan(root));
	await mkdir(folder);
	await Bun.write(join(folder, "package.json"), '{ "private": true, "type": "module" }');
	const { peerDependencies } = await Bun.file(join(CORE, "package.json")).json();
	const packages = JSQUASH.map((name) => `${name}@${peerDependencies[name]}`);
	const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--silent"];
	runIn(folder, "npm", "install", ...quiet, join(root, archive), ...packages);
	await cp(join(import.meta.dir, "programs"), folder, { recursive: true });
	return { folder, bytes: await installedBytes(join(folder, "node_modules"), ["widthwise"]) };
}

function runIn(cwd: string, ...command: readonly string[]): void {
	const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { cwd });
	if (exitCode !== 0) throw new Error(`${command.join(" ")}\n${stdout}${stderr}`);
}
