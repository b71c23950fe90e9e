import { fileURLToPath } from "node:url";
import { within } from "../patience.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Runs one of our programs to its end; resolves to what it printed, rejects if it did not end well. */
export async function runProgram(
	program: string,
	words: readonly string[],
	environment: Readonly<Record<string, string>>,
): Promise<string> {
	await using child = Bun.spawn([process.execPath, program, ...words], {
		cwd: ROOT,
		env: environment,
		stdout: "pipe",
		stderr: "pipe",
	});
	const texts = [new Response(child.stdout).text(), new Response(child.stderr).text()];
	const [printed, complaints] = await within(`${program} ends`, Promise.all(texts));
	if ((await child.exited) === 0) return printed ?? "";
	throw new Error(`${program} ended with ${child.exitCode}: ${complaints}${printed}`);
}
