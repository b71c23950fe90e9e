import { chmod, cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { copyAsLinks } from "../linked-copy.ts";
import { sharedLibrary } from "../services/shared.ts";
import { makeTiedFolder } from "../services/tied-process.ts";
import { programsOf } from "./commands.ts";
import { EXAMPLES } from "./manifest.ts";
import { installPackages } from "./packages.ts";
import { type RunningProgram, runProgram, startProgram } from "./program.ts";

/** Examples whose packages are installed. */
export type Examples = {
	readonly isInstalled: boolean;
	/** Why tests are skipped otherwise. */
	readonly missing: string;
	/** Copies an example into a new folder, with its packages and the packed library. */
	open(name: string): Promise<Example>;
};

/** An example in a folder of its own; `await using` removes it. */
export type Example = AsyncDisposable & {
	readonly folder: string;
	/** Runs what its README says, to the end. */
	run(): Promise<void>;
	/** Runs what its README says, until the last program listens. */
	start(): Promise<RunningProgram>;
};

/**
 * Packs the library and installs the packages of examples.
 *
 * @throws {Error} if that fails for another reason than having no network
 */
export async function prepareExamples(...names: readonly string[]): Promise<Examples> {
	const npm = Bun.which("npm");
	const { archive, unpacked } =
		npm === null ? { archive: "", unpacked: "" } : await sharedLibrary();
	const packages = new Map<string, string>();
	for (const name of names) {
		const folder = npm === null ? null : await installPackages(name, npm, archive);
		if (folder !== null) packages.set(name, folder);
	}
	return {
		isInstalled: packages.size === names.length,
		missing: "no npm, or the registry is unreachable",
		open: (name) => openExample(name, packages.get(name) ?? "", unpacked),
	};
}

async function openExample(name: string, packages: string, library: string): Promise<Example> {
	const { path: folder, remove } = await makeTiedFolder(name, true);
	await copyExample(name, packages, folder);
	await putLibrary(library, folder);
	// The program of npm's package is called bun.exe everywhere.
	await symlink(process.execPath, join(folder, "node_modules/.bin/bun"));
	const programs = await programsOf(name);
	const runAll = async (commands: readonly string[]): Promise<void> => {
		for (const command of commands) await runProgram(command, folder);
	};
	return {
		folder,
		run: () => runAll(programs),
		async start() {
			await runAll(programs.slice(0, -1));
			return startProgram(programs.at(-1) ?? "", folder);
		},
		[Symbol.asyncDispose]: remove,
	};
}

/** Without what somebody has installed or built in the repository. */
async function copyExample(name: string, packages: string, folder: string): Promise<void> {
	const example = join(EXAMPLES, name);
	const built = ["node_modules", "dist", "site", "cut", "uploads", ".next", ".astro", ".wrangler"];
	const paths = built.map((entry) => join(example, entry));
	await cp(example, folder, { recursive: true, filter: (path) => !paths.includes(path) });
	copyAsLinks(join(packages, "node_modules"), join(folder, "node_modules"));
}

/** Puts the unpacked library where npm would. */
async function putLibrary(unpacked: string, folder: string): Promise<void> {
	const library = join(folder, "node_modules/widthwise");
	copyAsLinks(unpacked, library);
	const { bin } = await Bun.file(join(library, "package.json")).json();
	await chmod(join(library, bin.widthwise), 0o755);
}
