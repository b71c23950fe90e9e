import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compilerSettings } from "../../bench/harness/settings.ts";
import { within } from "../patience.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The paths of our packages, for a program that is started elsewhere. */
const CONFIGURATION = `--tsconfig-override=${join(ROOT, "tsconfig.json")}`;

/**
 * Runs one of our programs to its end; resolves to its output, rejects unless it exits with 0.
 *
 * @param folder where it is started; the repository by default
 */
export async function runProgram(
	program: string,
	parameters: readonly string[],
	environment: Readonly<Record<string, string>>,
	folder = ROOT,
): Promise<string> {
	await using child = Bun.spawn(
		[process.execPath, CONFIGURATION, join(ROOT, program), ...parameters],
		{
			cwd: folder,
			env: { ...compilerSettings, ...environment },
			stdout: "pipe",
			stderr: "pipe",
		},
	);
	const texts = [new Response(child.stdout).text(), new Response(child.stderr).text()];
	const [output, errors] = await within(`the end of ${program}`, Promise.all(texts));
	if ((await child.exited) === 0) return output ?? "";
	throw new Error(`${program} ended with ${child.exitCode}: ${errors}${output}`);
}
