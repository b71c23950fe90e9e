import { runParts } from "./run.ts";

process.exitCode = await runParts(process.argv.slice(2), {
	print: console.log,
	warn: console.error,
});
