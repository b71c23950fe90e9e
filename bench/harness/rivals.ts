import { join } from "node:path";
import { ROOT } from "./processes.ts";

/** The folder of the programs and packages that the bench compares with. */
export const RIVALS: string = join(ROOT, "bench/rivals");

/**
 * Installs rivals that are missing or have another version.
 *
 * @throws {Error} if npm fails
 *
 * @example
 * installRivals();
 */
export function installRivals(): void {
	const npm = ["npm", "install", "--no-audit", "--no-fund", "--silent"];
	const { exitCode, stderr } = Bun.spawnSync(npm, { cwd: RIVALS });
	if (exitCode === 0) return;
	throw new Error(`Could not install the rivals in bench/rivals: ${stderr}`);
}
