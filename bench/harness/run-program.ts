import { ROOT } from "./processes.ts";

/**
 * Runs one of our programs to its end.
 *
 * @throws {Error} with its output, unless it exits with 0
 *
 * @example
 * await runProgram(["worker/programs/backup.ts", "photos.jsonl"], { DATA_DIR: dataDir });
 */
export async function runProgram(
	command: readonly string[],
	env: Readonly<Record<string, string>>,
): Promise<void> {
	const child = Bun.spawn([process.execPath, ...command], {
		cwd: ROOT,
		env,
		stdout: "pipe",
		stderr: "pipe",
	});
	const texts = [new Response(child.stdout).text(), new Response(child.stderr).text()];
	const printed = await Promise.all(texts);
	if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}: ${printed.join("")}`);
}
