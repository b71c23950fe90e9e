import { FITS } from "../../resize/fitted-size.ts";
import { formatNames, OUTPUT_FORMATS } from "../../url/format.ts";
import { type Command, defineCommand, FAILED, FINE } from "../arguments/command.ts";
import type { Values } from "../arguments/options.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { countOf, formatsOf, widthOf, widthsOf } from "../arguments/values.ts";
import { printable } from "../console/printable.ts";
import { formatBytes } from "../console/sizes.ts";
import type { Terminal } from "../console/terminal.ts";
import { eachInput, type Outcomes, warnOfFailures } from "../files/each-input.ts";
import { findInputs, type Inputs, readInput, STANDARD_STREAM } from "../files/inputs.ts";
import { outcomeList } from "../files/outcome-list.ts";
import { checkOutputFolder } from "../files/output-folder.ts";
import { isReadablePhoto } from "../files/photo-files.ts";
import { checkOutputs } from "../files/plan-outputs.ts";
import { checkStandardOutput } from "../files/standard-output.ts";
import { type Wanted, wantedVariants } from "./variant-file.ts";
import { withEngine } from "./with-engine.ts";
import { outputOf, type VariantRules, type Written, writeVariants } from "./write-variants.ts";

const QUALITIES = OUTPUT_FORMATS.map(({ name, quality }) => `${quality} for ${name}`).join(", ");

const OPTIONS = {
	width: { type: "string", short: "w", value: "<list>", help: "widths in pixels: 400,800" },
	height: { type: "string", value: "<pixels>", help: "the greatest height; default: any" },
	fit: {
		type: "string",
		value: "<how>",
		help: "inside: the whole photo; cover: fills the size, cropped; default inside",
	},
	format: {
		type: "string",
		short: "f",
		value: "<list>",
		help: `${formatNames()}, or several: webp,avif; default webp`,
	},
	output: {
		type: "string",
		short: "o",
		value: "<folder>",
		help: "write the variants here; it is made if needed; - is standard output",
	},
	quality: {
		type: "string",
		short: "q",
		value: "<number>",
		help: `1 to 100; default ${QUALITIES}`,
	},
	jobs: {
		type: "string",
		short: "j",
		value: "<number>",
		help: "photos at once; default: one for each core, at most 8",
	},
	force: { type: "boolean", help: "overwrite files in the output folder" },
	json: { type: "boolean", help: "print a list with an object for each file" },
} as const;

const MAX_JOBS = 64;

/** `widthwise resize`: photos at several widths and in several formats. */
export const resize: Command = defineCommand(
	{
		usage: "<files...> --width <list> -o <folder>",
		about: `Cuts variants of JPEG, PNG, WebP, GIF, AVIF, HEIC and JPEG XL photos: photo.jpg at 400 pixels
becomes photo-400.webp. Variants are upright, have no metadata but a colour profile, and are never
larger than their photo. Of an animation, the first frame is used.

Files may be patterns in quotes, folders (with all that is in them), or - for standard input.`,
		options: OPTIONS,
		examples: [
			"resize photo.jpg --width 400,800 --format webp,avif -o out/",
			"resize photo.jpg --width 400 --height 300 --fit cover -o out/",
			"resize photos/ --width 1280 -o out/",
			"resize - --width 400 -o - < photo.jpg > photo.webp",
		],
	},
	async ({ values, names }, terminal) => {
		if (names.length === 0) throw new UsageError("resize needs files or folders");
		const rules = rulesOf(values);
		const jobs = values.jobs === undefined ? null : countOf("--jobs", values.jobs, MAX_JOBS);
		const found = await findInputs(names, { filter: isReadablePhoto, except: rules.output });
		await checkPlan(found, rules, terminal);
		const outcomes = await withEngine(jobs, terminal, (engine, threads) =>
			eachInput(found, threads + 1, terminal, async (input) => {
				const photo = { input, bytes: await readInput(input, terminal) };
				return writeVariants(engine, photo, rules, terminal);
			}),
		);
		if (rules.output !== STANDARD_STREAM) report(outcomes, values.json === true, terminal);
		warnOfFailures(outcomes.failures, terminal);
		return outcomes.failures.length > 0 ? FAILED : FINE;
	},
);

function rulesOf(values: Values<typeof OPTIONS>): VariantRules {
	if (values.width === undefined) throw new UsageError("resize needs --width");
	if (values.output === undefined) throw new UsageError("resize needs -o <folder>");
	const widths = widthsOf("--width", values.width);
	return {
		wanted: wantedVariants(widths, formatsOf("--format", values.format ?? "webp"), boxOf(values)),
		quality: values.quality === undefined ? null : countOf("--quality", values.quality, 100),
		output: values.output,
		overwrites: values.force === true,
	};
}

function boxOf(values: Values<typeof OPTIONS>): Pick<Wanted, "height" | "fit"> {
	const fit = FITS.find((name) => name === (values.fit ?? "inside"));
	if (!fit) throw new UsageError(`--fit must be ${FITS.join(" or ")}, got ${values.fit}`);
	if (values.height !== undefined) return { height: widthOf("--height", values.height), fit };
	if (fit === "cover") throw new UsageError("--fit cover needs --height");
	return { fit };
}

async function checkPlan(
	{ inputs }: Inputs,
	{ wanted, output }: VariantRules,
	terminal: Terminal,
): Promise<void> {
	if (output === STANDARD_STREAM) checkStandardOutput(inputs.length * wanted.length, terminal);
	else await checkOutputFolder(output);
	checkOutputs(
		inputs.flatMap((input) =>
			wanted.map((each) => ({ from: input.path, to: outputOf(input, each, output) })),
		),
	);
}

function report(outcomes: Outcomes<readonly Written[]>, asJson: boolean, terminal: Terminal): void {
	if (asJson) {
		terminal.print(JSON.stringify(outcomeList(outcomes, (variants) => ({ variants }))));
		return;
	}
	const { dim } = terminal.colours;
	for (const { output, width, height, bytes } of outcomes.results.flatMap(({ result }) => result)) {
		const size = dim(`(${width} x ${height} px, ${formatBytes(bytes)})`);
		terminal.print(`${printable(output)} ${size}`);
	}
}
