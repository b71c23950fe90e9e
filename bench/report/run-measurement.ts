import { ROOT } from "../harness/processes.ts";
import type { Measurement } from "./stored/measurements.ts";

/** A part's time limit, far longer than any part takes. */
const PATIENCE_MS = 20 * 60_000;

/** A part's output with `--json`, or the reason why there is none. */
export type MeasurementOutcome =
	| { readonly found: unknown; readonly missing: null }
	| { readonly found: null; readonly missing: string };

/**
 * Runs a part of the bench in a separate process, and forwards its standard error. A failure is a result,
 * not an exception.
 *
 * @param options.photos paths; empty: the default photos
 * @param options.environment path of the environment file for Postgres, Redis and S3; `null`: none
 *
 * @example
 * const { found, missing } = await runMeasurement(measurement, { photos: [], environment: null });
 */
export async function runMeasurement(
	{ args: [part, ...args], takesPhoto, needsServices }: Measurement,
	options: { readonly photos: readonly string[]; readonly environment: string | null },
): Promise<MeasurementOutcome> {
	if (needsServices && options.environment === null) {
		const missing = "it needs Postgres, Redis and S3, in a file that --environment names";
		return { found: null, missing };
	}
	// `publish` and `burst` measure with one photo.
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
		forwardErrors(child.stderr),
		child.exited,
	]);
	if (child.exitCode === 0) return { found: JSON.parse(output), missing: null };
	return { found: null, missing: reasonOf(part, errors) ?? `it ended with ${endOf(child)}` };
}

async function forwardErrors(stream: ReadableStream<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	for await (const chunk of stream) {
		process.stderr.write(chunk);
		text += decoder.decode(chunk, { stream: true });
	}
	return text;
}

/** The first line of the error that bench/main.ts prints for a failed part. */
function reasonOf(part: string, errors: string): string | undefined {
	return errors
		.split("\n")
		.findLast((line) => line.startsWith(`${part}: `))
		?.slice(part.length + 2);
}

function endOf({ exitCode, signalCode }: Bun.Subprocess): string {
	return exitCode === null ? `the signal ${signalCode}` : `${exitCode}`;
}
