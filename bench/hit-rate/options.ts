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

/** The options of `hit-rate`. */
export type HitRateOptions = Output & {
	/** The list under test. */
	readonly buckets: WidthBuckets;
	readonly parameters: Parameters;
	/** The values of one parameter for a sweep; empty: no sweep. */
	readonly sweep: readonly Change[];
	/** Path of a CSV file with requests to replay; `null`: requests are simulated. */
	readonly requests: string | null;
};

/** The usage of `hit-rate`. */
export const HIT_RATE_USAGE = `npm run bench hit-rate -- [options]
  --buckets 320,640,2560  a list to test instead of the default one
  --set zipf=1            sets a parameter; may be repeated
  --sweep zipf=0.6,0.8,1  prints a table for each value of a parameter
  --requests trace.csv    replays real requests instead of simulated ones
  --json                  prints one JSON object
  --html hit-rate.html    writes a page with the plots
  Parameters: ${PARAMETER_NAMES.join(", ")}; see bench/hit-rate/README.md`;

/**
 * Parses the arguments after `hit-rate`.
 *
 * @throws {Error} for unknown or invalid arguments; the message says what is allowed
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
	return list.split(",").map((item) => {
		const value = Number(item);
		if (item !== "" && Number.isFinite(value) && value >= 0) return { name, value };
		throw new Error(
			`Cannot read ${text}: must be a parameter and numbers of at least 0, such as zipf=0.8`,
		);
	});
}
