import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../harness/processes.ts";
import { MEASUREMENTS, type Measurement } from "./stored/measurements.ts";

/** What `results` was asked for. */
export type ResultsOptions = {
	/** What is measured before the page is written; empty: nothing. */
	readonly run: readonly Measurement[];
	/** Where figures and plots are kept; the page is written beside this folder. */
	readonly folder: string;
	/** Photos to measure with; empty: those that are at hand. */
	readonly photos: readonly string[];
	/** A file of environment lines that name a Postgres, a Redis and buckets; `null`: none. */
	readonly environment: string | null;
};

const NAMES = MEASUREMENTS.map(({ name }) => name).join(",");

/** How `results` is called. */
export const RESULTS_USAGE = `npm run bench results -- [options]
  Writes RESULTS.md and its plots out of what was measured last.
  --run                       measures everything first, one after the other
  --run upload,hits           measures these again; there are ${NAMES}
  --environment services.env  Postgres, Redis and S3: DATABASE_URL, REDIS_URL, MEDIA_STORE, PUBLIC_STORE, ...
  --photo 20mp.jpg            the photo
  --folder bench/results      where figures and plots are kept; RESULTS.md is written beside it`;

/**
 * Reads the words after `results`.
 *
 * @throws {Error} for a word that it does not know; the message says what is allowed
 *
 * @example
 * parseResultsOptions(["--run", "upload,hits"]);
 */
export function parseResultsOptions(args: readonly string[]): ResultsOptions {
	const { values } = parseArgs({
		args: args.flatMap((word, i) => (isBareRun(args, i) ? [word, NAMES] : [word])),
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
	throw new Error(`Cannot read --run: there is no ${unknown.join(", ")}; there are ${NAMES}`);
}
