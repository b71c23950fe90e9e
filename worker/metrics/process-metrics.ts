import { collectDefaultMetrics, type Registry } from "prom-client";

/**
 * Milliseconds between samples of the event loop's lag. The library's default of 10 takes half of the
 * processor time of an idle process.
 */
const LAG_INTERVAL_MS = 100;

/** Without a sample since the last scrape, the library reports NaN or the largest number for these. */
const UNDEFINED_WITHOUT_SAMPLES = [
	"nodejs_eventloop_lag_min_seconds",
	"nodejs_eventloop_lag_mean_seconds",
	"nodejs_eventloop_lag_stddev_seconds",
];

/**
 * Adds the usual metrics of the process: its processor time, memory, handles, and event loop's lag.
 *
 * @example
 * addProcessMetrics(new Registry());
 */
export function addProcessMetrics(registry: Registry): void {
	collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_INTERVAL_MS });
	for (const name of UNDEFINED_WITHOUT_SAMPLES) registry.removeSingleMetric(name);
}
