import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packLibrary as packCore } from "../../bench/library/packed-library.ts";
import { makeTiedFolder } from "../services/tied-process.ts";
import { isOffline } from "../tools/install-locked.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The TypeScript compiler of this repository. */
export const tsc: string = join(repository, "node_modules/.bin/tsc");

/** The library as npm publishes it, in a folder that is deleted with this process. */
export type LibraryPackage = {
	/** The packed file. */
	readonly archive: string;
	/** What it has, in a folder on the disk: programs copy it as links. */
	readonly unpacked: string;
	/** A project with the library; without it if the registry is unreachable. */
	readonly project: string;
};

/** Where {@link packAndInstall} puts the package and the project in a folder. */
export function libraryIn(folder: string): LibraryPackage {
	return {
		archive: join(folder, "widthwise.tgz"),
		unpacked: join(folder, "package"),
		project: join(folder, "project"),
	};
}

/**
 * Builds and packs the library, and installs it with npm into an empty project.
 *
 * @returns the folder of {@link libraryIn}
 *
 * @throws {Error} if npm or the compiler fails for another reason than having no network
 */
export async function packAndInstall(): Promise<{ readonly url: string }> {
	const { path: folder } = await makeTiedFolder("library", true);
	const { archive, project } = libraryIn(folder);
	const built = await makeTiedFolder("build");
	await packLibrary(built.path, archive);
	await built.remove();
	// npm packs all files into the folder "package".
	await run(folder, "tar", "-xzf", archive);
	await mkdir(project);
	await Bun.write(join(project, "package.json"), '{ "private": true, "type": "module" }');
	const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
	await run(project, "npm", "install", ...quiet, archive).catch((error: unknown) => {
		if (!isOffline(String(error))) throw error;
	});
	return { url: folder };
}

/**
 * Builds the library and packs it as npm publishes it.
 *
 * @param folder where a copy of the library is built
 * @param archive the path of the package
 *
 * @throws {Error} if npm or the compiler fails
 */
export async function packLibrary(folder: string, archive: string): Promise<void> {
	await copyFile(await packCore(folder), archive);
}

async function run(cwd: string, ...command: readonly string[]): Promise<string> {
	const child = Bun.spawn([...command], { cwd, stdout: "pipe", stderr: "pipe" });
	const texts = [child.stdout, child.stderr].map((stream) => new Response(stream).text());
	const [stdout = "", stderr = ""] = await Promise.all(texts);
	if ((await child.exited) === 0) return stdout;
	throw new Error(`${command.join(" ")}\n${stdout}${stderr}`);
}
