/**
 * Finds the buckets that cost least for the widths that visitors needed, as counted in logs and
 * histograms. Only `readLogs` and `readHistogram` need `node:` modules.
 *
 * @module
 */

export { type Analysis, analyze, isWorthwhile, type ListCost, type TuneRules } from "./analysis.ts";
export {
	type Coefficients,
	features,
	LARGE_WIDTH,
	type PhotoBytes,
	predictBytes,
	REFERENCE_WIDTH,
} from "./bytes/byte-model.ts";
export { COEFFICIENTS, HELD_OUT_ERRORS, MEASURED_PHOTOS } from "./bytes/coefficients.ts";
export { meanBytes, modelBytes } from "./bytes/picture-bytes.ts";
export { type CacheModel, DEFAULT_CACHE, missesOfBucket } from "./cache-model.ts";
export { type Change, changesFor } from "./change.ts";
export { type Histogram, parseHistogram } from "./histogram-csv.ts";
export {
	createLogReader,
	emptyLineCounts,
	type LineCounts,
	type LogReader,
	type LogSummary,
} from "./logs/log-reader.ts";
export { shareAtBuckets } from "./logs/share-at-buckets.ts";
export {
	createWidthHistogram,
	type NeededWidth,
	type WidthHistogram,
} from "./logs/width-histogram.ts";
export { drawNeededWidths, type NeededWidthsPlot } from "./needed-widths-plot.ts";
export { type LogProgress, readHistogram, readLogs } from "./read-files.ts";
export { type NeededRows, rowsOfLogs, type TunedFor, weightRequests } from "./requests.ts";
