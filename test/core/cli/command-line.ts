import { fileURLToPath } from "node:url";
import { within } from "../../patience.ts";
import { compilerSettings } from "../../settings.ts";

const PROGRAM = fileURLToPath(new URL("../../../core/cli/main.ts", import.meta.url));

/** What a run of the program printed, and how it ended. */
export type CliRun = {
	readonly output: string;
	/** Standard output, for pictures. */
	readonly bytes: Uint8Array;
	readonly errors: string;
	readonly exitCode: number;
};

/** Where and how the program runs. */
export type CliOptions = {
	readonly folder?: string;
	readonly input?: Uint8Array;
	readonly environment?: Readonly<Record<string, string>>;
};

/** Starts `widthwise` from the source, without a terminal. */
export function spawnCli(
	words: readonly string[],
	{ folder = ".", input, environment }: CliOptions,
): Bun.Subprocess<"ignore" | Uint8Array, "pipe", "pipe"> {
	return Bun.spawn([process.execPath, PROGRAM, ...words], {
		cwd: folder,
		stdin: input ?? "ignore",
		stdout: "pipe",
		stderr: "pipe",
		env: { ...compilerSettings, ...environment },
	});
}

/** Runs `widthwise` from the source, as a person does, without a terminal. */
export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
	await using child = spawnCli(words, options);
	const [bytes, errors, exitCode] = await within(
		`the end of widthwise ${words.join(" ")}`,
		Promise.all([
			new Response(child.stdout).bytes(),
			new Response(child.stderr).text(),
			child.exited,
		]),
	);
	return { output: new TextDecoder().decode(bytes), bytes, errors, exitCode };
}
