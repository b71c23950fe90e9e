import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../harness/processes.ts";
import { MEASUREMENTS, type Measurement } from "./stored/measurements.ts";

/** The options of `results`. */
export type ResultsOptions = {
	/** Measurements to run before the page is written; empty: none. */
	readonly run: readonly Measurement[];
	/** The folder for figures and plots; the page is written beside it. */
	readonly folder: string;
	/** Paths of photos to measure with; empty: the default photos. */
	readonly photos: readonly string[];
	/** Path of an environment file for Postgres, Redis and buckets; `null`: none. */
	readonly environment: string | null;
};

const NAMES = MEASUREMENTS.map(({ name }) => name).join(",");

/** The usage of `results`. */
export const RESULTS_USAGE = `npm run bench results -- [options]
  Writes RESULTS.md and its plots from the stored measurements.
  --run                       runs all measurements first
  --run upload,hits           runs these measurements first, out of ${NAMES}
  --environment services.env  Postgres, Redis and S3: DATABASE_URL, REDIS_URL, MEDIA_STORE, PUBLIC_STORE, ...
  --photo 20mp.jpg            the photo to measure with
  --folder bench/results      the folder for figures and plots; RESULTS.md is written beside it`;

/**
 * Parses the arguments after `results`.
 *
 * @throws {Error} for unknown arguments; the message says what is allowed
 *
 * @example
 * parseResultsOptions(["--run", "upload,hits"]);
 */
export function parseResultsOptions(args: readonly string[]): ResultsOptions {
	const { values } = parseArgs({
		args: args.flatMap((arg, i) => (isBareRun(args, i) ? [arg, NAMES] : [arg])),
		options: {
			run: { type: "string" },
			folder: { type: "string" },
			photo: { type: "string", multiple: true },
			environment: { type: "string" },
		},
	});
	return {
		run: values.run === undefined ? [] : readNames(values.run),
		folder: resolve(values.folder ?? join(ROOT, "bench/results")),
		photos: (values.photo ?? []).map((path) => resolve(path)),
		environment: values.environment === undefined ? null : resolve(values.environment),
	};
}

function isBareRun(args: readonly string[], at: number): boolean {
	return args[at] === "--run" && (args[at + 1] ?? "--").startsWith("--");
}

function readNames(list: string): readonly Measurement[] {
	const names = list.split(",");
	const unknown = names.filter((name) => MEASUREMENTS.every((each) => each.name !== name));
	if (unknown.length === 0) return MEASUREMENTS.filter(({ name }) => names.includes(name));
	throw new Error(`Cannot read --run: unknown ${unknown.join(", ")}; must be among ${NAMES}`);
}
