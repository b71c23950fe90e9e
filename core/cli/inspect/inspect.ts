import { type Command, defineCommand, FAILED, FINE } from "../arguments/command.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { eachInput, warnOfFailures } from "../files/each-input.ts";
import { findInputs, readInput } from "../files/inputs.ts";
import { outcomeList } from "../files/outcome-list.ts";
import { isPhoto } from "../files/photo-files.ts";
import { inspectPhoto } from "./inspection.ts";
import { formatInspection } from "./inspection-text.ts";

/** How many photos are in memory at once. */
const CONCURRENCY = 4;

/** `widthwise inspect`: what is in photos, and what they would leak. */
export const inspect: Command = defineCommand(
	{
		usage: "<files...> [--json]",
		about: `Shows what is in photos: format and size, position, time, camera, names; and what would leak
if they were published as they are.

Files may be patterns in quotes, folders (with all that is in them), or - for standard input.`,
		options: {
			json: { type: "boolean", help: "print a list with an object for each file" },
		},
		examples: ["inspect photo.jpg", "inspect 'photos/**/*.jpg' --json"],
	},
	async ({ values, names }, terminal) => {
		if (names.length === 0) throw new UsageError("inspect needs files or folders");
		const found = await findInputs(names, { filter: isPhoto, except: null });
		const outcomes = await eachInput(found, CONCURRENCY, terminal, async (input) =>
			inspectPhoto(await readInput(input, terminal)),
		);
		const { results, failures } = outcomes;
		if (values.json) {
			terminal.print(JSON.stringify(outcomeList(outcomes, (inspection) => inspection)));
		} else {
			const texts = results.map(({ input, result }) =>
				formatInspection(input.path, result, terminal.colours),
			);
			if (texts.length > 0) terminal.print(texts.join("\n\n"));
		}
		warnOfFailures(failures, terminal);
		return failures.length > 0 ? FAILED : FINE;
	},
);
