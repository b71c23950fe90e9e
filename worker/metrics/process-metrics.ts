import { collectDefaultMetrics, type Registry } from "prom-client";

/**
 * Milliseconds between looks at the event loop's lag. The library's default of 10 takes half of the
 * processor time of an idle process.
 */
const LAG_INTERVAL_MS = 100;

/** Without a look since the last scrape, the library writes not-a-number or the largest number here. */
const WRONG_WITHOUT_LOOKS = [
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
	for (const name of WRONG_WITHOUT_LOOKS) registry.removeSingleMetric(name);
}
