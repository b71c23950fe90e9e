export { addMemoryMetrics } from "./memory-metrics.ts";
export { createPipelineMetrics, type PipelineMetrics } from "./pipeline-metrics.ts";
export { addProcessMetrics } from "./process-metrics.ts";
export { addThreadMetrics } from "./thread-metrics.ts";
export { addWatchedGauge, type WatchedGauge, watchedGaugesOf } from "./watched-gauge.ts";
