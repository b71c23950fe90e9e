import { basename } from "node:path";
import { sleep } from "../../async/sleep.ts";
import { WidthwiseError } from "../../errors.ts";
import { type Command, defineCommand, type ExitCode, FAILED, FINE } from "../arguments/command.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { countOf } from "../arguments/values.ts";
import { printable } from "../console/printable.ts";
import { countOfFiles } from "../console/sizes.ts";
import type { Terminal } from "../console/terminal.ts";
import { eachInput, type Outcomes, warnOfFailures } from "../files/each-input.ts";
import { findInputs, type Inputs, STANDARD_STREAM } from "../files/inputs.ts";
import { outcomeList } from "../files/outcome-list.ts";
import { isReadablePhoto } from "../files/photo-files.ts";
import { type SendParts, type Sent, sendFile } from "./send-file.ts";
import { requireServer } from "./server-address.ts";
import { createTusClient } from "./tus-client.ts";
import { FORGETFUL, openUnfinished } from "./unfinished.ts";

/** Files sent at once by default. */
const JOBS = 3;

const MAX_JOBS = 16;

/** Photos that can share one time of choosing and keep their order; further ones get an earlier one. */
const MAX_PER_MOMENT = 1000;

/** `widthwise upload`: photos to a Widthwise server. */
export const upload: Command = defineCommand(
	{
		usage: "<files...> --to <address>",
		about: `Uploads photos to a Widthwise server, which keeps the originals and publishes them. Photos that
are there already are passed over. After a lost connection, an upload continues where it was.
The owner's token is read from OWNER_TOKEN in the environment.

Files may be patterns in quotes, or folders (with all that is in them).`,
		options: {
			to: {
				type: "string",
				value: "<address>",
				help: "the server, such as https://photos.example",
			},
			resume: {
				type: "string",
				value: "<file>",
				help: "remember unfinished uploads here, so that the next run continues them",
			},
			jobs: {
				type: "string",
				short: "j",
				value: "<number>",
				help: `files at once; default ${JOBS}`,
			},
			json: { type: "boolean", help: "print a list with an object for each file" },
		},
		examples: [
			"upload ~/Pictures --to https://photos.example",
			"upload '*.jpg' --to https://photos.example --resume uploads.json",
		],
	},
	async ({ values, names }, terminal) => {
		if (names.length === 0) throw new UsageError("upload needs files or folders");
		if (names.includes(STANDARD_STREAM)) throw new UsageError("upload needs files, not -");
		const { ownerToken } = terminal.settings;
		if (values.to === undefined) throw new UsageError("upload needs --to <address>");
		const server = requireServer(values.to, terminal);
		if (ownerToken === null) throw new UsageError("upload needs OWNER_TOKEN in the environment");
		const jobs = values.jobs === undefined ? JOBS : countOf("--jobs", values.jobs, MAX_JOBS);
		const { signal } = terminal;
		const client = createTusClient({ server, token: ownerToken, signal });
		const { resume } = values;
		const unfinished = resume === undefined ? FORGETFUL : await openUnfinished(resume, server);
		const found = await findInputs(names, { filter: isReadablePhoto, except: null });
		await client.check().catch(explain);
		const pause = (ms: number): Promise<void> => sleep(ms, signal);
		const outcomes = await sendAll(found, jobs, { client, unfinished, pause }, terminal);
		return report(outcomes, values.json === true, terminal);
	},
);

/** Where the address or the token is wrong, so is the command line. */
function explain(error: unknown): never {
	if (!(error instanceof WidthwiseError)) throw error;
	throw new UsageError(`Cannot upload: ${error.message}`, { cause: error });
}

/** The photos keep their order, as if they had been chosen together on the upload page. */
function sendAll(
	found: Inputs,
	jobs: number,
	parts: SendParts,
	terminal: Terminal,
): Promise<Outcomes<Sent>> {
	const chosen = Date.now();
	const places = new Map(found.inputs.map((input, index) => [input, index]));
	return eachInput(found, jobs, terminal, (input) => {
		const index = places.get(input) ?? 0;
		const metadata = {
			filename: basename(input.path),
			chosen: String(chosen - Math.floor(index / MAX_PER_MOMENT)),
			place: String(index % MAX_PER_MOMENT),
		};
		return sendFile(input.path, metadata, parts);
	});
}

function report(outcomes: Outcomes<Sent>, asJson: boolean, terminal: Terminal): ExitCode {
	const { results, failures } = outcomes;
	if (asJson) terminal.print(JSON.stringify(outcomeList(outcomes, (sent) => sent)));
	else {
		const sent = results.filter(({ result }) => !result.wasThere);
		for (const { input, result } of sent) {
			terminal.print(`${printable(input.path)} ${terminal.colours.dim(`(${result.photoId})`)}`);
		}
		const there = results.length - sent.length;
		terminal.print(`Uploaded ${countOfFiles(sent.length)}; ${there} were there already`);
	}
	warnOfFailures(failures, terminal);
	return failures.length > 0 ? FAILED : FINE;
}
