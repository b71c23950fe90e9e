#!/usr/bin/env node
// `npx widthwise`: the command line of the library.
import { readFile } from "node:fs/promises";
import { createNodeTerminal } from "./console/node-terminal.ts";
import { run } from "./run.ts";
import { readCliSettings } from "./settings.ts";

/** The exit code of a program that was interrupted: 128 and the number of the signal. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

const interruption = new AbortController();
let interruptedCode: number | null = null;
for (const [signal, exitCode] of Object.entries(INTERRUPTED)) {
	process.once(signal, () => {
		// The second signal ends the program at once.
		interruptedCode = exitCode;
		interruption.abort();
	});
}

// `widthwise inspect | head` closes our output: nothing is left to do.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	process.exit(error.code === "EPIPE" ? 0 : 1);
});

const terminal = createNodeTerminal(readCliSettings(), interruption.signal);
try {
	process.exitCode = await run(process.argv.slice(2), terminal, await version());
} catch (error) {
	if (interruptedCode === null) throw error;
	process.exitCode = interruptedCode;
}

/** From the source, the package is the folder above; from the build, two above. */
async function version(): Promise<string> {
	for (const path of ["../package.json", "../../package.json"]) {
		const text = await readFile(new URL(path, import.meta.url), "utf8").catch(() => null);
		const found: unknown = text === null ? null : JSON.parse(text);
		if (typeof found === "object" && found !== null && "version" in found) {
			return String(found.version);
		}
	}
	return "unknown";
}
