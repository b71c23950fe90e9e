import { parseArgs } from "node:util";
import { DEFAULT_BUCKETS, type WidthBuckets } from "widthwise";
import { OUTPUT_OPTIONS, type Output, widths } from "../harness/options.ts";
import {
	type Change,
	DEFAULT_PARAMETERS,
	PARAMETER_NAMES,
	type Parameters,
	withParameter,
} from "./parameters.ts";

/** What `hit-rate` was asked for. */
export type HitRateOptions = Output & {
	/** The list under test. */
	readonly buckets: WidthBuckets;
	readonly parameters: Parameters;
	/** One parameter's values to go through; empty: no sweep. */
	readonly sweep: readonly Change[];
	/** A CSV file of requests to replay instead of simulated ones. */
	readonly requests: string | null;
};

/** How `hit-rate` is called. */
export const HIT_RATE_USAGE = `npm run bench hit-rate -- [options]
  --buckets 320,640,2560  the list in our place; else the default one
  --set zipf=1            another value for a parameter; again for more
  --sweep zipf=0.6,0.8,1  a table for each value
  --requests trace.csv    requests that really came, instead of simulated ones
  --json                  one object on the standard output
  --html hit-rate.html    a page with the plots
  Parameters: ${PARAMETER_NAMES.join(", ")}; see bench/hit-rate/README.md`;

/**
 * Reads the words after `hit-rate`.
 *
 * @throws {Error} for a word that it does not know or cannot read; the message says what is allowed
 *
 * @example
 * parseHitRateOptions(["--set", "pageViews=100000"]);
 */
export function parseHitRateOptions(args: readonly string[]): HitRateOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			buckets: { type: "string" },
			set: { type: "string", multiple: true, default: [] },
			sweep: { type: "string" },
			requests: { type: "string" },
			...OUTPUT_OPTIONS,
		},
	});
	const changes = values.set.flatMap(readChanges);
	const sweep = values.sweep === undefined ? [] : readChanges(values.sweep);
	for (const change of sweep) withParameter(DEFAULT_PARAMETERS, change);
	return {
		buckets: values.buckets === undefined ? DEFAULT_BUCKETS : widths("--buckets", values.buckets),
		parameters: changes.reduce(withParameter, DEFAULT_PARAMETERS),
		sweep,
		requests: values.requests ?? null,
		json: values.json,
		html: values.html,
	};
}

function readChanges(text: string): readonly Change[] {
	const [name = "", list = ""] = text.split("=");
	return list.split(",").map((word) => {
		const value = Number(word);
		if (word !== "" && Number.isFinite(value) && value >= 0) return { name, value };
		throw new Error(`Cannot read ${text}: must be like zipf=0.8, the value a number from 0`);
	});
}
