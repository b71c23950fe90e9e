import { collectDefaultMetrics, type Registry } from "prom-client";

/**
 * Milliseconds between looks at the event loop's lag. The library's default of 10 takes half of the
 * processor time of an idle process.
 */
const LAG_INTERVAL_MS = 100;

/**
 * Adds the usual metrics of the process: its processor time, memory, handles, and event loop's lag.
 *
 * @example
 * addProcessMetrics(new Registry());
 */
export function addProcessMetrics(registry: Registry): void {
	collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_INTERVAL_MS });
}
