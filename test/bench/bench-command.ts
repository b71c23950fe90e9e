import { fileURLToPath } from "node:url";
import { runParts } from "../../bench/run.ts";
import { within } from "../patience.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The output and the exit code of a run of the bench. */
export type BenchRun = {
	readonly output: string;
	readonly errors: string;
	readonly exitCode: number;
};

/** Runs the command of `npm run bench` with arguments, without npm. */
export async function runBenchProgram(...args: readonly string[]): Promise<BenchRun> {
	await using child = Bun.spawn([process.execPath, "bench/main.ts", ...args], {
		cwd: root,
		stdout: "pipe",
		stderr: "pipe",
	});
	const [output, errors, exitCode] = await within(
		`the end of bench ${args.join(" ")}`,
		Promise.all([
			new Response(child.stdout).text(),
			new Response(child.stderr).text(),
			child.exited,
		]),
	);
	return { output, errors, exitCode };
}

/** Does what the command does, in this process: starting one takes longer than most parts that are tested. */
export async function runBench(...args: readonly string[]): Promise<BenchRun> {
	let [output, errors] = ["", ""];
	const exitCode = await within(
		`bench ${args.join(" ")}`,
		runParts(args, {
			print: (text) => {
				output += `${text}\n`;
			},
			warn: (text) => {
				errors += `${text}\n`;
			},
		}),
	);
	return { output, errors, exitCode };
}
