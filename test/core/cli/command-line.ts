import { fileURLToPath } from "node:url";
import { compilerSettings } from "../../../bench/harness/settings.ts";
import { createColours } from "../../../core/cli/console/colours.ts";
import { SILENT } from "../../../core/cli/console/progress.ts";
import type { Terminal } from "../../../core/cli/console/terminal.ts";
import { run } from "../../../core/cli/run.ts";
import { readCliSettings } from "../../../core/cli/settings.ts";
import { within } from "../../patience.ts";
import { vips } from "../engine.ts";

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
export async function runProgram(
	words: readonly string[],
	options: CliOptions = {},
): Promise<CliRun> {
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

/**
 * Does what `widthwise` does, in this process: starting one takes longer than most commands. One at a
 * time, because the process has one current folder.
 */
export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
	const { terminal, printed } = recordingTerminal(options);
	const before = process.cwd();
	process.chdir(options.folder ?? before);
	try {
		const exitCode = await within(`widthwise ${words.join(" ")}`, run(words, terminal, "1.2.3"));
		return { ...printed(), exitCode };
	} finally {
		process.chdir(before);
	}
}

function recordingTerminal({ input, environment = {} }: CliOptions) {
	const settings = readCliSettings(environment);
	const colours = createColours(settings.colours === true);
	const output: Uint8Array[] = [];
	let errors = "";
	const terminal: Terminal = {
		settings,
		print: (line) => void output.push(new TextEncoder().encode(`${line}\n`)),
		warn: (line) => {
			errors += `${line}\n`;
		},
		writeBytes: async (bytes) => void output.push(bytes),
		readBytes: async () => new Uint8Array(input ?? []),
		isInteractive: false,
		colours,
		warningColours: colours,
		progress: SILENT,
		openEngine: async () => ({ ...vips, close: async () => {} }),
		signal: new AbortController().signal,
	};
	const printed = () => {
		const bytes = new Uint8Array(Buffer.concat(output));
		return { output: new TextDecoder().decode(bytes), bytes, errors };
	};
	return { terminal, printed };
}
