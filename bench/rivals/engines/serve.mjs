// Runs an engine for the bench, on Node.js or Bun: `serve.mjs <module that exports render>`. For each line
// of JSON it writes a picture and answers with a line of JSON. Only rendering is timed, not reading and
// writing files.
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { render } = await import(pathToFileURL(process.argv[2]).href);

for await (const line of createInterface({ input: process.stdin })) {
	const { source, output, ...options } = JSON.parse(line);
	try {
		const bytes = await readFile(source);
		const processorAt = process.cpuUsage();
		const startedAt = performance.now();
		const picture = await render(bytes, options);
		const milliseconds = performance.now() - startedAt;
		const { user, system } = process.cpuUsage(processorAt);
		await writeFile(output, picture);
		answer({ milliseconds, processorMs: (user + system) / 1000, bytes: picture.length });
	} catch (error) {
		answer({ error: String(error) });
	}
}
process.exit();

function answer(object) {
	process.stdout.write(`${JSON.stringify(object)}\n`);
}
