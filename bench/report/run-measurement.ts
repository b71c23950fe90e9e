import { ROOT } from "../harness/processes.ts";
import type { Measurement } from "./stored/measurements.ts";

/** Far more than any part takes. */
const PATIENCE_MS = 20 * 60_000;

/** What a part printed with `--json`, or why it did not. */
export type Ran =
	| { readonly found: unknown; readonly missing: null }
	| { readonly found: null; readonly missing: string };

/**
 * Runs a part of the bench in a process of its own. What it says on its standard error is passed on; a
 * part that fails is no error but an answer.
 *
 * @param options.photos paths; empty: those that are at hand
 * @param options.environment the file that names Postgres, Redis and S3; `null`: none
 *
 * @example
 * const { found, missing } = await runMeasurement(measurement, { photos: [], environment: null });
 */
export async function runMeasurement(
	{ args: [part, ...args], takesPhoto, needsServices }: Measurement,
	options: { readonly photos: readonly string[]; readonly environment: string | null },
): Promise<Ran> {
	if (needsServices && options.environment === null) {
		const missing = "it needs Postgres, Redis and S3, in a file that --environment names";
		return { found: null, missing };
	}
	// The parts that publish measure with one photo.
	const photos =
		part === "publish" || part === "burst" ? options.photos.slice(0, 1) : options.photos;
	const child = Bun.spawn(
		[
			process.execPath,
			"bench/main.ts",
			part,
			...args,
			"--json",
			...(takesPhoto ? photos.flatMap((path) => ["--photo", path]) : []),
			...(needsServices ? ["--environment", options.environment ?? ""] : []),
		],
		{ cwd: ROOT, stdout: "pipe", stderr: "pipe", timeout: PATIENCE_MS },
	);
	const [output, errors] = await Promise.all([
		new Response(child.stdout).text(),
		passOn(child.stderr),
		child.exited,
	]);
	if (child.exitCode === 0) return { found: JSON.parse(output), missing: null };
	return { found: null, missing: reasonOf(part, errors) ?? `it ended with ${endOf(child)}` };
}

async function passOn(stream: ReadableStream<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	for await (const chunk of stream) {
		process.stderr.write(chunk);
		text += decoder.decode(chunk, { stream: true });
	}
	return text;
}

/** The first line of what bench/main.ts says of a part that failed. */
function reasonOf(part: string, errors: string): string | undefined {
	return errors
		.split("\n")
		.findLast((line) => line.startsWith(`${part}: `))
		?.slice(part.length + 2);
}

function endOf({ exitCode, signalCode }: Bun.Subprocess): string {
	return exitCode === null ? `the signal ${signalCode}` : `${exitCode}`;
}
