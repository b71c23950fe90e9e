import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a folder with a lockfile of its own installs, or why it is not there. */
export type Tools = {
	readonly isInstalled: boolean;
	/** For the titles of tests that are skipped without it. */
	readonly missing: string;
	/** The path of a file among the installed packages. */
	path(...names: readonly string[]): string;
};

/** npm writes it last, with what it installed. */
const INSTALLED = "node_modules/.package-lock.json";

/**
 * Installs the packages of a folder, as its own lockfile says, so that only those who run these tests
 * have them.
 *
 * @param name the folder, relative to this file's
 *
 * @throws {Error} if npm fails for another reason than having no network
 * @example
 * const deno = await installTools("deno");
 * requiresOnCi(deno.isInstalled, deno.missing).test("...", async () => {});
 */
export async function installTools(name: string): Promise<Tools> {
	const folder = fileURLToPath(new URL(`${name}/`, import.meta.url));
	const npm = Bun.which("npm");
	return {
		isInstalled: (await isUpToDate(folder)) || (npm !== null && install(folder, npm)),
		missing: `no npm, or the registry is unreachable for ${name}`,
		path: (...names) => join(folder, "node_modules", ...names),
	};
}

async function isUpToDate(folder: string): Promise<boolean> {
	const installed = Bun.file(join(folder, INSTALLED));
	if (!(await installed.exists())) return false;
	return installed.lastModified >= Bun.file(join(folder, "package-lock.json")).lastModified;
}

function install(folder: string, npm: string): boolean {
	const command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
	const { exitCode, stdout, stderr } = Bun.spawnSync(command, { cwd: folder });
	if (exitCode === 0) return true;
	const output = `${stdout}${stderr}`;
	if (isOffline(output)) return false;
	throw new Error(`${command.join(" ")}\n${output}`);
}

/**
 * Whether npm failed because it could not reach the registry.
 *
 * @example isOffline("npm error code EAI_AGAIN"); // true
 */
export function isOffline(output: string): boolean {
	return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT/.test(output);
}
