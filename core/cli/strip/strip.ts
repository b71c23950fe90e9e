import { join } from "node:path";
import { type Command, defineCommand, FAILED, FINE } from "../arguments/command.ts";
import type { Parsed } from "../arguments/parse.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { Terminal } from "../console/terminal.ts";
import { eachInput, type Outcomes, warnOfFailures } from "../files/each-input.ts";
import { findInputs, type Inputs, onePerFile, STANDARD_STREAM } from "../files/inputs.ts";
import { outcomeList } from "../files/outcome-list.ts";
import { checkOutputFolder } from "../files/output-folder.ts";
import { isPhoto } from "../files/photo-files.ts";
import { checkOutputs } from "../files/plan-outputs.ts";
import { checkStandardOutput } from "../files/standard-output.ts";
import { checkPhotos } from "./check.ts";
import { parseKeep } from "./keep.ts";
import { type Stripped, type StripRules, stripFile } from "./strip-file.ts";
import { printStripped } from "./stripped-report.ts";

const OPTIONS = {
	output: {
		type: "string",
		short: "o",
		value: "<folder>",
		help: "write the stripped photos here; it is made if needed; - is standard output",
	},
	"in-place": { type: "boolean", help: "replace the files themselves" },
	check: { type: "boolean", help: "write nothing; exit with 1 if anything private is left" },
	keep: {
		type: "string",
		multiple: true,
		value: "<fields>",
		help: "keep copyright, artist, or both: copyright,artist",
	},
	force: { type: "boolean", help: "overwrite files in the output folder" },
	json: { type: "boolean", help: "print a list with an object for each file" },
} as const;

/** How many photos are in memory at once. */
const CONCURRENCY = 4;

/** `widthwise strip`: takes private metadata out of photos, or checks that there is none. */
export const strip: Command = defineCommand(
	{
		usage: "<files...> (-o <folder> | --in-place | --check)",
		about: `Removes all metadata from JPEG, PNG, WebP, AVIF and GIF photos: position, camera, times,
names, previews, comments. The compressed pixels, the colour profile and the orientation stay as
they are. Every result is verified by a second parser before it is written.

Files may be patterns in quotes, folders (with all that is in them), or - for standard input.`,
		options: OPTIONS,
		examples: [
			"strip '*.jpg' -o clean/",
			"strip photos/ --in-place --keep copyright",
			"strip public/ --check",
		],
	},
	async (parsed, terminal) => {
		const { values, names } = parsed;
		if (names.length === 0) throw new UsageError("strip needs files or folders");
		checkMode(values);
		const except = values.output ?? null;
		const named = await findInputs(names, { filter: isPhoto, except });
		// A file that has two names in the output folder is one file where it is.
		const found = values.output === undefined ? onePerFile(named) : named;
		if (values.check) {
			return checkPhotos(found, parseKeep(values.keep ?? []), values.json === true, terminal);
		}
		const outcomes = await stripAll(found, parsed, terminal);
		const isPiped = values.output === STANDARD_STREAM;
		if (values.json && !isPiped)
			terminal.print(JSON.stringify(outcomeList(outcomes, (result) => result)));
		else if (!isPiped) printStripped(outcomes, terminal);
		warnOfFailures(outcomes.failures, terminal);
		return outcomes.failures.length > 0 ? FAILED : FINE;
	},
);

type StripValues = Parsed<typeof OPTIONS>["values"];

function checkMode(values: StripValues): void {
	const modes = [values.output, values["in-place"], values.check];
	if (modes.filter((mode) => mode !== undefined && mode !== false).length !== 1) {
		throw new UsageError("strip needs one of -o <folder>, --in-place and --check");
	}
}

async function stripAll(
	found: Inputs,
	{ values }: Parsed<typeof OPTIONS>,
	terminal: Terminal,
): Promise<Outcomes<Stripped>> {
	const { output } = values;
	const rules: StripRules = {
		keep: parseKeep(values.keep ?? []),
		outputOf: ({ path, name }) =>
			output === undefined ? path : output === STANDARD_STREAM ? output : join(output, name),
		overwrites: values.force === true,
	};
	const { inputs } = found;
	if (output === undefined && inputs.some(({ path }) => path === STANDARD_STREAM)) {
		throw new UsageError("Standard input cannot be stripped in place: use -o -");
	}
	if (output === STANDARD_STREAM) checkStandardOutput(inputs.length, terminal);
	else if (output !== undefined) await checkOutputFolder(output);
	checkOutputs(inputs.map((input) => ({ from: input.path, to: rules.outputOf(input) })));
	return eachInput(found, CONCURRENCY, terminal, (input) => stripFile(input, rules, terminal));
}
