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
 * Builds and packs the library, as npm publishes it.
 *
 * @param root an empty folder
 * @returns the path of the packed file
 * @throws {Error} if npm or the compiler fails
 *
 * @example
 * const { folder } = await installLibrary("/tmp/empty", await packLibrary("/tmp/empty"));
 */
export async function packLibrary(root: string): Promise<string> {
	const copy = join(root, "core");
	await cp(CORE, copy, {
		recursive: true,
		filter: (path) => !/\/core\/(node_modules|dist|examples)$/.test(path),
	});
	const tsc = join(ROOT, "node_modules/.bin/tsc");
	// The same files as of `npm run build`, in half of its processor time: types are checked elsewhere.
	const options = ["--noCheck", "--singleThreaded", "--outDir", join(copy, "dist")];
	await runIn(root, tsc, "-p", join(CORE, "tsconfig.build.json"), ...options);
	await runIn(copy, "npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", root);
	const [archive = ""] = await Array.fromAsync(new Bun.Glob("*.tgz").scan(root));
	return join(root, archive);
}

/**
 * Installs the library from its packed file, with jSquash's packages.
 *
 * @param root a folder without `project`
 * @param archive the path of the packed file
 * @throws {Error} if an installation fails
 *
 * @example
 * const { folder } = await installLibrary("/tmp/empty", "/tmp/widthwise.tgz");
 */
export async function installLibrary(root: string, archive: string): Promise<PackedLibrary> {
	const folder = join(root, "project");
	await mkdir(folder);
	const { peerDependencies } = await Bun.file(join(CORE, "package.json")).json();
	const jsquash = JSQUASH.map((name): [string, string] => [name, peerDependencies[name]]);
	const dependencies = { widthwise: `file:${archive}`, ...Object.fromEntries(jsquash) };
	const manifest = { private: true, type: "module", dependencies };
	await Bun.write(join(folder, "package.json"), JSON.stringify(manifest));
	// The same folders as npm's, in a tenth of its processor time.
	await runIn(folder, process.execPath, "install", "--ignore-scripts", "--linker=hoisted");
	await cp(join(import.meta.dir, "programs"), folder, { recursive: true });
	return { folder, bytes: await installedBytes(join(folder, "node_modules"), ["widthwise"]) };
}

async function runIn(cwd: string, ...command: readonly string[]): Promise<void> {
	const child = Bun.spawn([...command], { cwd, stdout: "pipe", stderr: "pipe" });
	const printed = [child.stdout, child.stderr].map((stream) => new Response(stream).text());
	const text = (await Promise.all(printed)).join("");
	if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}\n${text}`);
}
