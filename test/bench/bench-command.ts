import { fileURLToPath } from "node:url";
import { within } from "../patience.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The output and the exit code of a run of the bench. */
export type BenchRun = {
	readonly output: string;
	readonly errors: string;
	readonly exitCode: number;
};

/** Runs the command of `npm run bench` with arguments, without npm. */
export async function runBench(...args: readonly string[]): Promise<BenchRun> {
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
