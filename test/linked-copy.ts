/**
 * Copies a folder of thousands of files as links where that is possible: nobody may write into them.
 *
 * @param to a path where nothing is yet
 *
 * @throws {Error} if that fails
 * @example
 * copyAsLinks("/var/tmp/library/project", "/var/tmp/suite/project");
 */
export function copyAsLinks(from: string, to: string): void {
	const linked = Bun.spawnSync(["cp", "-RPl", from, to], { stderr: "ignore" });
	if (linked.exitCode === 0) return;
	// There are no links between two file systems. Ten times as fast as Node's function.
	const copied = Bun.spawnSync(["cp", "-RP", `${from}/.`, to]);
	if (copied.exitCode !== 0) throw new Error(`Cannot copy ${from} to ${to}\n${copied.stderr}`);
}
