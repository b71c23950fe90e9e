import { PARTS } from "./parts.ts";

/** Where the bench writes: results, and all that is wrong. */
export type BenchOutput = {
	readonly print: (text: string) => void;
	readonly warn: (text: string) => void;
};

/**
 * Runs the parts that are named, with the options that follow. Without a name it lists all parts.
 *
 * @returns the exit code: 0, 1 if a part failed, 2 if there is no such part
 *
 * @example
 * process.exitCode = await runParts(["tune", "--help"], { print: console.log, warn: console.error });
 */
export async function runParts(
	args: readonly string[],
	{ print, warn }: BenchOutput,
): Promise<number> {
	const firstOption = args.findIndex((arg) => arg.startsWith("-"));
	const names = firstOption < 0 ? args : args.slice(0, firstOption);
	const options = args.slice(names.length);
	const unknown = names.filter(
		(name) => name !== "all" && !PARTS.some((part) => part.name === name),
	);
	if (unknown.length > 0) warn(`Unknown part: ${unknown.join(", ")}.\n`);
	if (unknown.length > 0 || names.length === 0) {
		list(print);
		return unknown.length > 0 ? 2 : 0;
	}
	const isAll = names.includes("all");
	let exitCode = 0;
	for (const { name, run, takesPhoto, isInAll = true } of PARTS) {
		if (!names.includes(name) && !(isAll && isInAll)) continue;
		try {
			// `all` passes options only to parts that take a photo: parts share no other option.
			await run(isAll && !takesPhoto ? [] : options, print);
		} catch (error) {
			warn(`${name}: ${error instanceof Error ? error.message : error}`);
			exitCode = 1;
		}
	}
	return exitCode;
}

function list(print: BenchOutput["print"]): void {
	print("npm run bench <part ...> -- [options of the part]; all runs every part\n");
	for (const { name, about } of PARTS) print(`  ${name.padEnd(11)} ${about}`);
}
