import { fileURLToPath } from "node:url";
import { within } from "../patience.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a run of the bench printed, and how it ended. */
export type BenchRun = {
	readonly output: string;
	readonly errors: string;
	readonly exitCode: number;
};

/** Runs `npm run bench` with words, as a person does, without npm. */
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
