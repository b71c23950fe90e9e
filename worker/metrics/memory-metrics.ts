import type { Registry } from "prom-client";
import type { Budget } from "widthwise/internal";
import { addWatchedGauge } from "./watched-gauge.ts";

/**
 * Adds metrics of the memory of photos that are published, as predicted: read when metrics are read.
 *
 * @example
 * addMemoryMetrics(registry, createBudget(1e9));
 */
export function addMemoryMetrics(
	registry: Registry,
	memory: Pick<Budget, "total" | "state">,
): void {
	addWatchedGauge(registry, {
		name: "widthwise_publish_memory_bytes",
		help: "Predicted memory of the photos that are published now",
		read: () => memory.state().used,
	});
	addWatchedGauge(registry, {
		name: "widthwise_publish_memory_limit_bytes",
		help: "The setting PUBLISH_MEMORY",
		read: () => memory.total,
	});
	addWatchedGauge(registry, {
		name: "widthwise_publish_memory_waiting",
		help: "Photos that wait for memory",
		read: () => memory.state().waiting,
	});
}
