/**
 * Which widths to cut: reads logs and histograms of the widths that visitors needed, and finds the
 * cheapest buckets for them. Only `readLogs` and `readHistogram` need node: modules.
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
export { type Change, changeTo } from "./change.ts";
export { type Histogram, parseHistogram } from "./histogram-csv.ts";
export {
	createLogReader,
	type LineCounts,
	type LogReader,
	type LogSummary,
	noLines,
} from "./logs/log-reader.ts";
export { shareAtBuckets } from "./logs/only-buckets.ts";
export {
	createWidthHistogram,
	type NeededWidth,
	type WidthHistogram,
} from "./logs/width-histogram.ts";
export { drawNeededWidths, type NeededWidthsPlot } from "./needed-widths-plot.ts";
export { type LogProgress, readHistogram, readLogs } from "./read-files.ts";
export { type NeededRows, rowsOfLogs, type TunedFor, weighRequests } from "./requests.ts";
