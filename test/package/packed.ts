import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isOffline } from "../tools/install.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The TypeScript compiler of this repository. */
export const tsc: string = join(repository, "node_modules/.bin/tsc");

/** The library, built, packed and installed with npm into an empty project. */
export type PackedProject = {
	readonly folder: string;
	/** Whether the library's dependencies could be installed from the registry. */
	readonly isInstalled: boolean;
	/** Runs a program in the project and returns its output; throws with all its output if it fails. */
	run(...command: readonly string[]): string;
	remove(): Promise<void>;
};

/** Builds, packs and installs the library; throws if that fails, except without a network. */
export async function installPacked(npm: string): Promise<PackedProject> {
	const root = await mkdtemp(join(tmpdir(), "packed-"));
	const remove = () => rm(root, { recursive: true, force: true, maxRetries: 5 });
	try {
		return { ...(await installInto(root, npm)), remove };
	} catch (error) {
		await remove();
		throw error;
	}
}

async function installInto(root: string, npm: string): Promise<Omit<PackedProject, "remove">> {
	const folder = join(root, "project");
	await mkdir(folder);
	await Bun.write(join(folder, "package.json"), '{ "private": true, "type": "module" }');
	const archive = await packLibrary(root, npm);
	const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
	const isInstalled = unlessOffline(() => run(folder, npm, "install", ...quiet, archive));
	return {
		folder,
		isInstalled,
		run: (...command) => run(folder, ...command),
	};
}

/**
 * Builds the library and packs it as npm publishes it.
 *
 * @param root an empty folder, for a copy of the library and the package
 *
 * @returns the path of the package
 */
export async function packLibrary(root: string, npm: string): Promise<string> {
	const core = join(root, "core");
	await cp(join(repository, "core"), core, {
		recursive: true,
		filter: (path) => !/\/core\/(node_modules|dist|examples)$/.test(path),
	});
	run(root, tsc, "-p", join(repository, "core/tsconfig.build.json"), "--outDir", `${core}/dist`);
	run(core, npm, "pack", "--ignore-scripts", "--pack-destination", root);
	const [archive = ""] = await Array.fromAsync(new Bun.Glob("*.tgz").scan(root));
	return join(root, archive);
}

function run(cwd: string, ...command: readonly string[]): string {
	const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { cwd });
	if (exitCode === 0) return stdout.toString();
	throw new Error(`${command.join(" ")}\n${stdout}${stderr}`);
}

function unlessOffline(install: () => unknown): boolean {
	try {
		install();
		return true;
	} catch (error) {
		if (isOffline(String(error))) return false;
		throw error;
	}
}
