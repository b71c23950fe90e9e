#!/usr/bin/env node
// `npx widthwise`: the command line of the library.
import { readFile } from "node:fs/promises";
import { createNodeTerminal } from "./console/node-terminal.ts";
import { run } from "./run.ts";
import { readCliSettings } from "./settings.ts";

/** The exit code of a program that was interrupted: 128 and the number of the signal. */
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

const interruption = new AbortController();
for (const [signal, exitCode] of Object.entries(INTERRUPTED)) {
	process.once(signal, () => {
		// The second signal ends the program at once.
		process.exitCode = exitCode;
		interruption.abort();
	});
}

// `widthwise inspect | head` closes our output: nothing is left to do.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	process.exit(error.code === "EPIPE" ? 0 : 1);
});

const terminal = createNodeTerminal(readCliSettings(), interruption.signal);
try {
	const exitCode = await run(process.argv.slice(2), terminal, await version());
	process.exitCode ??= exitCode;
} catch (error) {
	if (!interruption.signal.aborted) throw error;
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
