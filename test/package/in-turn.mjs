// Runs on Node or Bun. Takes programs with their parameters, each as a list in JSON; runs one after the other
// in this process, which compiles the codec once, and prints as JSON the exit code and all output of each.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const programs = process.argv.slice(2).map((text) => JSON.parse(text));
const { cache } = createRequire(import.meta.url);
const write = process.stdout.write.bind(process.stdout);

let output = "";
for (const stream of [process.stdout, process.stderr]) {
	stream.write = (text, onWritten) => {
		output += text;
		onWritten?.();
		return true;
	};
}

const ended = [];
for (const [index, [file, ...parameters]] of programs.entries()) {
	output = "";
	process.exitCode = 0;
	process.argv.splice(1, Infinity, file, ...parameters);
	try {
		// A module that has run before runs again: on Node with another address, on Bun if it is forgotten.
		delete cache[resolve(file)];
		await import(`${pathToFileURL(resolve(file))}?${index}`);
	} catch (error) {
		process.exitCode = 1;
		output += error.stack;
	}
	ended.push({ exitCode: process.exitCode, output });
}
process.exitCode = 0;
write(JSON.stringify(ended));
