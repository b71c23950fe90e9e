import { spawnSync } from "node:child_process";
import { ROOT } from "./files.mjs";

/**
 * Runs a program in the repository's folder, and ends this one as well if it fails.
 *
 * @param {string} program
 * @param {readonly string[]} words
 *
 * @example
 * run("npm", ["pack", "--workspace", "core"]);
 */
export function run(program, words) {
	const { status, error } = spawnSync(program, words, { cwd: ROOT, stdio: "inherit" });
	if (status === 0) return;
	refuse(error ? `Could not run ${program}: ${error.message}` : `${program} ${words[0]} failed`);
}

/**
 * Ends the program with a failure.
 *
 * @param {string} message what is wrong, and what to do
 *
 * @example
 * refuse("Name the tag: npm run release:check -- v0.1.0");
 */
export function refuse(message) {
	console.error(message);
	process.exit(1);
}
