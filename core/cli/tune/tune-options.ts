import type { TuneRules } from "../../tuning/analysis.ts";
import { DEFAULT_CACHE } from "../../tuning/cache-model.ts";
import { DEFAULT_BUCKETS } from "../../url/width.ts";
import type { Values } from "../arguments/options.ts";
import { amountOf, bucketsOf, countOf, formatsOf, widthsOf } from "../arguments/values.ts";

/** The options of `widthwise tune`. */
export const TUNE_OPTIONS = {
	histogram: {
		type: "string",
		value: "<file>",
		help: "tune for a CSV file (width,count or width,dpr,count) instead of logs",
	},
	buckets: { type: "string", short: "b", value: "<number>", help: "how many; else as recommended" },
	most: { type: "string", value: "<number>", help: "the longest list that is tried; default 20" },
	grid: { type: "string", value: "<pixels>", help: "buckets are multiples of this; default 1" },
	fixed: { type: "string", value: "<list>", help: "widths that must be buckets" },
	today: { type: "string", value: "<list>", help: "the buckets in use; else the default ones" },
	bytes: {
		type: "string",
		value: "<format>",
		help: "cost in bytes of webp, jpeg or avif, not pixels",
	},
	"miss-cost": { type: "string", value: "<number>", help: "the cost of a miss; default 0" },
	photos: {
		type: "string",
		value: "<number>",
		help: `the photos of the site, for its cache; default ${DEFAULT_CACHE.photos}`,
	},
	json: { type: "boolean", help: "print an object" },
} as const;

/** The longest list by default. */
const MAX_BUCKETS = 20;

/**
 * Reads the rules from the options.
 *
 * @throws {UsageError} for an option that cannot be read
 *
 * @example
 * tuneRules({ grid: "32" }).grid; // 32
 */
export function tuneRules(values: Values<typeof TUNE_OPTIONS>): TuneRules {
	const { buckets, most, grid, fixed, today, bytes, photos } = values;
	const count = buckets === undefined ? null : countOf("--buckets", buckets);
	const longest = most === undefined ? MAX_BUCKETS : countOf("--most", most);
	return {
		today: today === undefined ? DEFAULT_BUCKETS : bucketsOf("--today", today),
		buckets: count,
		maxBuckets: Math.max(longest, count ?? 0),
		grid: grid === undefined ? 1 : countOf("--grid", grid),
		fixed: fixed === undefined ? [] : widthsOf("--fixed", fixed),
		unit: bytes === undefined ? "pixels" : (formatsOf("--bytes", bytes)[0] ?? "pixels"),
		missCost: amountOf("--miss-cost", values["miss-cost"] ?? "0"),
		cache:
			photos === undefined
				? DEFAULT_CACHE
				: { ...DEFAULT_CACHE, photos: countOf("--photos", photos) },
	};
}
