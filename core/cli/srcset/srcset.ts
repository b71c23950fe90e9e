import type { Engine } from "../../engines/engine.ts";
import { openPhoto } from "../../formats/open-photo.ts";
import { uprightSize } from "../../formats/probe.ts";
import type { ImageFormat } from "../../url/format.ts";
import { DEFAULT_BUCKETS } from "../../url/width.ts";
import { type Command, defineCommand, FAILED, FINE } from "../arguments/command.ts";
import type { Values } from "../arguments/options.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { countOf, formatsOf, widthsOf } from "../arguments/values.ts";
import type { Terminal } from "../console/terminal.ts";
import { eachInput, warnOfFailures } from "../files/each-input.ts";
import { findInputs, readInput, STANDARD_STREAM } from "../files/inputs.ts";
import { outcomeList } from "../files/outcome-list.ts";
import { checkOutputFolder } from "../files/output-folder.ts";
import { isReadablePhoto } from "../files/photo-files.ts";
import { checkOutputs } from "../files/plan-outputs.ts";
import { wantedVariants } from "../resize/variant-file.ts";
import { withEngine } from "../resize/with-engine.ts";
import { outputOf, type Photo, writeVariants } from "../resize/write-variants.ts";
import { type Candidate, type PictureRules, pictureHtml } from "./picture-html.ts";

const OPTIONS = {
	output: {
		type: "string",
		short: "o",
		value: "<folder>",
		help: "write the variants here; it is made if needed; default: the current folder",
	},
	width: {
		type: "string",
		short: "w",
		value: "<list>",
		help: "widths in pixels; default: the buckets, up to the photo's width",
	},
	format: {
		type: "string",
		short: "f",
		value: "<list>",
		help: "webp, jpeg, avif; default webp,jpeg",
	},
	quality: { type: "string", short: "q", value: "<number>", help: "1 to 100" },
	base: { type: "string", value: "<url>", help: "what the URLs begin with, such as /images/" },
	sizes: { type: "string", value: "<sizes>", help: "the attribute sizes; default 100vw" },
	alt: { type: "string", value: "<text>", help: "what the photo shows" },
	force: { type: "boolean", help: "overwrite files in the output folder" },
	json: { type: "boolean", help: "print a list with an object for each file" },
} as const;

/** What all photos of a run share. */
type Rules = PictureRules & {
	readonly widths: readonly number[];
	readonly formats: readonly ImageFormat[];
	readonly quality: number | null;
	readonly output: string;
	readonly overwrites: boolean;
};

/** `widthwise srcset`: the variants of a photo, and the HTML that shows them. */
export const srcset: Command = defineCommand(
	{
		usage: "<files...> [-o <folder>]",
		about: `Cuts the variants of photos that a page needs, and prints the HTML that shows them: a picture
with a srcset for each format. Without --alt, alt is empty: the photo is a decoration.`,
		options: OPTIONS,
		examples: [
			"srcset photo.jpg -o public/images --base /images/ --alt 'The harbour at night'",
			"srcset photo.jpg --width 400,800,1600 --sizes '(min-width: 60em) 50vw, 100vw'",
		],
	},
	async ({ values, names }, terminal) => {
		if (names.length === 0) throw new UsageError("srcset needs files or folders");
		const rules = rulesOf(values);
		if (rules.output === STANDARD_STREAM) throw new UsageError("-o must be a folder, got -");
		await checkOutputFolder(rules.output);
		const found = await findInputs(names, { filter: isReadablePhoto, except: rules.output });
		const planned = found.inputs.flatMap((input) =>
			wantedVariants(rules.widths, rules.formats).map((wanted) => {
				return { from: input.path, to: outputOf(input, wanted, rules.output) };
			}),
		);
		checkOutputs(planned);
		const { results, failures } = await withEngine(null, terminal, (engine, threads) =>
			eachInput(found, threads + 1, terminal, async (input) => {
				const photo = { input, bytes: await readInput(input, terminal) };
				const candidates = await candidatesOf(engine, photo, rules, terminal);
				const variants = candidates.map(({ wanted: _, ...written }) => written);
				return { html: pictureHtml(input.name, candidates, rules), variants };
			}),
		);
		if (values.json) {
			const list = outcomeList({ results, failures }, (picture) => picture);
			terminal.print(JSON.stringify(list));
		} else for (const { result } of results) terminal.print(result.html);
		warnOfFailures(failures, terminal);
		return failures.length > 0 ? FAILED : FINE;
	},
);

function rulesOf(values: Values<typeof OPTIONS>): Rules {
	const { width, quality, output = ".", base = "", sizes = "100vw", alt = "" } = values;
	return {
		widths: width === undefined ? DEFAULT_BUCKETS : widthsOf("--width", width),
		formats: formatsOf("--format", values.format ?? "webp,jpeg"),
		quality: quality === undefined ? null : countOf("--quality", quality, 100),
		output,
		overwrites: values.force === true,
		base,
		sizes,
		alt,
	};
}

/** No variant is wider than its photo, so one that is as wide is the last. */
async function candidatesOf(
	engine: Engine,
	photo: Photo,
	rules: Rules,
	terminal: Terminal,
): Promise<readonly Candidate[]> {
	const { width } = uprightSize(openPhoto(photo.bytes).probe());
	const last = rules.widths.findIndex((each) => each >= width);
	const widths = last < 0 ? rules.widths : rules.widths.slice(0, last + 1);
	const wanted = wantedVariants(widths, rules.formats);
	const written = await writeVariants(engine, photo, { ...rules, wanted }, terminal);
	return written.map((each, index) => ({ ...each, wanted: wanted[index]?.width ?? each.width }));
}
