/**
 * Installs the packages of a folder as npm's lockfile there says, with Bun, which takes a tenth of npm's
 * processor time. No package runs a script.
 *
 * @returns whether the registry could be reached
 * @throws {Error} if it fails for another reason, such as a lockfile that does not fit
 * @example
 * if (!installLocked("/tmp/project")) console.log("no network");
 */
export function installLocked(folder: string): boolean {
	const flags = ["--frozen-lockfile", "--ignore-scripts", "--linker=hoisted"];
	return runInstaller([process.execPath, "install", ...flags], folder);
}

/**
 * Installs the packages of a folder with npm itself.
 *
 * @returns whether the registry could be reached
 * @throws {Error} if it fails for another reason, such as a lockfile that does not fit
 * @example
 * if (!installWithNpm("/tmp/project", "npm")) console.log("no network");
 */
export function installWithNpm(folder: string, npm: string): boolean {
	const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"];
	return runInstaller([npm, "ci", ...flags], folder);
}

function runInstaller(command: readonly string[], folder: string): boolean {
	const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { cwd: folder });
	if (exitCode === 0) return true;
	const output = `${stdout}${stderr}`;
	if (isOffline(output)) return false;
	throw new Error(`${command.join(" ")} in ${folder}\n${output}`);
}

/** What npm says, and what Bun says, when there is no network. */
const OFFLINE =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ConnectionRefused|DNSResolveFailed|FailedToOpenSocket|NetworkUnreachable|ConnectionTimed/;

/**
 * Whether an installation failed because it could not reach the registry.
 *
 * @example isOffline("npm error code EAI_AGAIN"); // true
 */
export function isOffline(output: string): boolean {
	return OFFLINE.test(output);
}
