import { cp, exists, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installLocked } from "./install-locked.ts";

/** What a folder with a lockfile of its own installs, or why it is not there. */
export type Tools = {
	readonly isInstalled: boolean;
	/** For the titles of tests that are skipped without it. */
	readonly missing: string;
	/** The path of a file among the installed packages. */
	path(...names: readonly string[]): string;
};

/** Folders to install in, beside those they are moved to, so that nobody finds half of the packages. */
const INSTALLING = fileURLToPath(new URL("../../node_modules/.widthwise-tools/", import.meta.url));

/** A copy of the lockfile whose packages are installed. */
const INSTALLED = "node_modules/.installed-lock.json";

/**
 * Installs the packages of a folder, as its own lockfile says, so that only those who run these tests
 * have them.
 *
 * @param name the folder, relative to this file's
 *
 * @throws {Error} if that fails for another reason than having no network
 * @example
 * const deno = await installTools("deno");
 * requiresOnCi(deno.isInstalled, deno.missing).test("...", async () => {});
 */
export async function installTools(name: string): Promise<Tools> {
	const folder = fileURLToPath(new URL(`${name}/`, import.meta.url));
	return {
		isInstalled: (await isUpToDate(folder)) || (await install(folder)),
		missing: `the registry is unreachable for ${name}`,
		path: (...names) => join(folder, "node_modules", ...names),
	};
}

async function isUpToDate(folder: string): Promise<boolean> {
	if (!(await exists(join(folder, INSTALLED)))) return false;
	const [installed, wanted] = [INSTALLED, "package-lock.json"].map((name) =>
		Bun.file(join(folder, name)).text(),
	);
	return (await installed) === (await wanted);
}

/** Files of one run begin at the same time, and some install the same. */
async function install(folder: string): Promise<boolean> {
	await mkdir(INSTALLING, { recursive: true });
	const copy = await mkdtemp(INSTALLING);
	try {
		for (const name of ["package.json", "package-lock.json"]) {
			await cp(join(folder, name), join(copy, name));
		}
		if (!installLocked(copy)) return false;
		await cp(join(copy, "package-lock.json"), join(copy, INSTALLED));
		if (await isUpToDate(folder)) return true;
		await rm(join(folder, "node_modules"), { recursive: true, force: true });
		await moveUnlessExists(join(copy, "node_modules"), join(folder, "node_modules"));
		return true;
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
}

/** Renames a folder; another file may just have put the same there. */
export async function moveUnlessExists(from: string, to: string): Promise<void> {
	try {
		await rename(from, to);
	} catch (error) {
		if (!(await exists(to))) throw error;
	}
}
