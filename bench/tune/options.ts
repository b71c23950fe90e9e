import { parseArgs } from "node:util";
import { DEFAULT_BUCKETS, type ImageFormat, parseBuckets, type WidthBuckets } from "widthwise";
import { type CacheModel, DEFAULT_CACHE } from "./cache-model.ts";

/** What `tune` was asked for. */
export type TuneOptions = {
	/** Files and folders of logs. */
	readonly logs: readonly string[];
	/** A CSV file instead. With neither, the default audience. */
	readonly histogram: string | null;
	/** How many buckets; `null`: the recommended number. */
	readonly buckets: number | null;
	/** The longest list on the curve. */
	readonly most: number;
	readonly grid: number;
	readonly fixed: readonly number[];
	/** Pixels, or bytes of a format. */
	readonly unit: "pixels" | ImageFormat;
	/** What one miss costs, in the unit. */
	readonly missCost: number;
	readonly cache: CacheModel;
	/** Weights of requests by their DPR to the nearest half; 1 for those not named. */
	readonly dprWeights: ReadonlyMap<number, number>;
	/** The list in use, to compare with. */
	readonly today: WidthBuckets;
	readonly json: boolean;
	/** Where to write the page with the plots. */
	readonly html: string | null;
};

/** How `tune` is called. */
export const TUNE_USAGE = `npm run bench tune -- [--log access.log.gz ...] [--histogram widths.csv] [options]
  Without a log or a histogram (header width,count), the default audience is tuned for.
  --buckets 8             how many buckets; else the recommended number
  --most 20               the longest list on the curve
  --grid 32               buckets are multiples of this many pixels
  --fixed 640,1280        widths that must stay
  --bytes                 cost in bytes instead of pixels of area
  --format webp           bytes of webp, jpeg or avif
  --miss-cost 50000       what a miss costs, in pixels or bytes
  --photos 1000 --zipf 0.8 --window 100000
                          the cache: photos, popularity, requests while a variant stays cached
  --dpr-weights 3=0.5     requests at this DPR count so much
  --today 320,640,1280    the list in use now; else the default one
  --json                  one object on the standard output, its "buckets" the list
  --html tune.html        a page with the plots`;

/**
 * Reads the words after `tune`.
 *
 * @throws {Error} for a word that it does not know or cannot read; the message says what is allowed
 *
 * @example
 * parseTuneOptions(["--log", "access.log.gz", "--buckets", "8"]);
 */
export function parseTuneOptions(words: readonly string[]): TuneOptions {
	const text = { type: "string" } as const;
	const { values } = parseArgs({
		args: [...words],
		options: {
			log: { type: "string", multiple: true },
			histogram: text,
			buckets: text,
			most: text,
			grid: text,
			fixed: text,
			bytes: { type: "boolean" },
			format: text,
			"miss-cost": text,
			photos: text,
			zipf: text,
			window: text,
			"dpr-weights": text,
			today: text,
			json: { type: "boolean" },
			html: text,
		},
	});
	if (values.log && values.histogram !== undefined) {
		throw new Error("Give --log or --histogram, not both");
	}
	const buckets = values.buckets === undefined ? null : whole("--buckets", values.buckets);
	return {
		logs: values.log ?? [],
		histogram: values.histogram ?? null,
		buckets,
		most: Math.max(whole("--most", values.most ?? "20"), buckets ?? 0),
		grid: whole("--grid", values.grid ?? "1"),
		fixed: values.fixed === undefined ? [] : widths("--fixed", values.fixed),
		unit: values.bytes ? formatOf(values.format ?? "webp") : "pixels",
		missCost: amount("--miss-cost", values["miss-cost"] ?? "0"),
		cache: {
			photos: whole("--photos", values.photos ?? String(DEFAULT_CACHE.photos)),
			zipf: amount("--zipf", values.zipf ?? String(DEFAULT_CACHE.zipf)),
			window: whole("--window", values.window ?? String(DEFAULT_CACHE.window)),
		},
		dprWeights: new Map((values["dpr-weights"]?.split(",") ?? []).map(readWeight)),
		today: values.today === undefined ? DEFAULT_BUCKETS : widths("--today", values.today),
		json: values.json ?? false,
		html: values.html ?? null,
	};
}

function whole(name: string, value: string): number {
	if (/^[1-9][0-9]{0,8}$/.test(value)) return Number(value);
	throw new Error(`Cannot read ${name}: must be a whole number from 1, got ${value}`);
}

function amount(name: string, value: string): number {
	const number = Number(value);
	if (value !== "" && number >= 0 && Number.isFinite(number)) return number;
	throw new Error(`Cannot read ${name}: must be a number from 0, got ${value}`);
}

function widths(name: string, value: string): WidthBuckets {
	const parsed = parseBuckets(value);
	if (parsed.ok) return parsed.value;
	throw new Error(`${name}: ${parsed.message}`);
}

function formatOf(format: string): ImageFormat {
	if (format === "webp" || format === "jpeg" || format === "avif") return format;
	throw new Error(`Cannot read --format: must be webp, jpeg or avif, got ${format}`);
}

function readWeight(pair: string): readonly [number, number] {
	const [dpr, weight] = pair.split("=").map(Number);
	if (dpr && dpr > 0 && weight !== undefined && weight >= 0) {
		return [Math.round(dpr * 2) / 2, weight];
	}
	throw new Error(`Cannot read --dpr-weights: must be like 2=1,3=0.5, got ${pair}`);
}
