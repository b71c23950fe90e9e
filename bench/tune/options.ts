import { parseArgs } from "node:util";
import { DEFAULT_BUCKETS, type ImageFormat } from "widthwise";
import { MASTER_EDGE } from "widthwise/photo";
import { DEFAULT_CACHE, type TuneRules } from "widthwise/tuning";
import { parseFormat } from "widthwise/url";
import { amount, OUTPUT_OPTIONS, type Output, wholeNumber, widths } from "../harness/options.ts";

/** The options of `tune`. */
export type TuneOptions = Required<TuneRules> &
	Output & {
		/** Log files and folders. */
		readonly logs: readonly string[];
		/** Path of a histogram; `null` and no logs: the default audience. */
		readonly histogram: string | null;
		/** Weights of requests by their DPR, rounded to the nearest half; 1 for others. */
		readonly dprWeights: ReadonlyMap<number, number>;
	};

/** The usage of `tune`. */
export const TUNE_USAGE = `npm run bench tune -- [--log access.log.gz ...] [--histogram widths.csv] [options]
  Without a log or a histogram (header width,count), tunes for the default audience.
  --buckets 8             number of buckets; default: the recommended number
  --most 20               length of the longest list on the curve
  --grid 32               buckets are multiples of this many pixels
  --fixed 640,1280        widths that must be in the list
  --bytes                 cost in bytes instead of pixels of area
  --format webp           format for --bytes: webp, jpeg or avif
  --miss-cost 50000       cost of a miss, in pixels or bytes
  --photos 1000 --zipf 0.8 --window 100000
                          the cache: photos, popularity, requests while a variant stays cached
  --dpr-weights 3=0.5     weight of requests at a DPR
  --today 320,640,1280    the current list; default: the default buckets
  --json                  prints one JSON object; its "buckets" is the list
  --html tune.html        writes a page with the plots`;

/**
 * Parses the arguments after `tune`.
 *
 * @throws {Error} for unknown or invalid arguments; the message says what is allowed
 *
 * @example
 * parseTuneOptions(["--log", "access.log.gz", "--buckets", "8"]);
 */
export function parseTuneOptions(args: readonly string[]): TuneOptions {
	const text = { type: "string" } as const;
	const number = (value: number) => ({ type: "string", default: String(value) }) as const;
	const { values } = parseArgs({
		args: [...args],
		options: {
			log: { type: "string", multiple: true, default: [] },
			histogram: text,
			buckets: text,
			most: number(20),
			grid: number(1),
			fixed: text,
			bytes: { type: "boolean" },
			format: { type: "string", default: "webp" },
			"miss-cost": number(0),
			photos: number(DEFAULT_CACHE.photos),
			zipf: number(DEFAULT_CACHE.zipf),
			window: number(DEFAULT_CACHE.window),
			"dpr-weights": text,
			today: text,
			...OUTPUT_OPTIONS,
		},
	});
	const { log: logs, histogram = null, json, html } = values;
	if (logs.length > 0 && histogram !== null) throw new Error("Use --log or --histogram, not both");
	const buckets = values.buckets === undefined ? null : wholeNumber("--buckets", values.buckets);
	return {
		logs,
		histogram,
		buckets,
		maxBuckets: Math.max(wholeNumber("--most", values.most), buckets ?? 0),
		grid: wholeNumber("--grid", values.grid),
		widest: MASTER_EDGE,
		fixed: values.fixed === undefined ? [] : widths("--fixed", values.fixed),
		unit: values.bytes ? formatOf(values.format) : "pixels",
		missCost: amount("--miss-cost", values["miss-cost"]),
		cache: {
			photos: wholeNumber("--photos", values.photos),
			zipf: amount("--zipf", values.zipf),
			window: wholeNumber("--window", values.window),
		},
		dprWeights: new Map((values["dpr-weights"]?.split(",") ?? []).map(readWeight)),
		today: values.today === undefined ? DEFAULT_BUCKETS : widths("--today", values.today),
		json,
		html,
	};
}

function formatOf(format: string): ImageFormat {
	const known = parseFormat(format);
	if (known) return known;
	throw new Error(`Cannot read --format: must be webp, jpeg or avif, got ${format}`);
}

function readWeight(pair: string): readonly [number, number] {
	const [dpr, weight] = pair.split("=").map(Number);
	if (dpr && dpr > 0 && weight !== undefined && weight >= 0) {
		return [Math.round(dpr * 2) / 2, weight];
	}
	throw new Error(`Cannot read --dpr-weights: must be like 2=1,3=0.5, got ${pair}`);
}
