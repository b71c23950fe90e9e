import { exists } from "node:fs/promises";
import { join } from "node:path";
import { copyAsLinks } from "../linked-copy.ts";
import { sharedLibrary } from "../services/shared.ts";
import { makeTiedFolder } from "../services/tied-process.ts";

/** The library, built, packed and installed with npm into a project of one suite. */
export type PackedProject = {
	readonly folder: string;
	/** Whether the library's dependencies could be installed from the registry. */
	readonly isInstalled: boolean;
	/** Runs a program in the project and returns its output; throws with all its output if it fails. */
	run(...command: readonly string[]): string;
	remove(): Promise<void>;
};

/** Copies the run's project with the packed library; throws if it could not be made. */
export async function installPacked(): Promise<PackedProject> {
	const { project } = await sharedLibrary();
	const { path, remove } = await makeTiedFolder("packed", true);
	const folder = join(path, "project");
	copyAsLinks(project, folder);
	return {
		folder,
		isInstalled: await exists(join(folder, "node_modules/widthwise/package.json")),
		run: (...command) => run(folder, ...command),
		remove,
	};
}

function run(cwd: string, ...command: readonly string[]): string {
	const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { cwd });
	if (exitCode === 0) return stdout.toString();
	throw new Error(`${command.join(" ")}\n${stdout}${stderr}`);
}
