import { Gauge, type Registry } from "prom-client";
import type { Budget } from "widthwise/internal";

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
	const addGauge = (name: string, help: string, read: () => number): void => {
		new Gauge({
			name,
			help,
			registers: [registry],
			collect() {
				this.set(read());
			},
		});
	};
	addGauge(
		"widthwise_publish_memory_bytes",
		"Predicted memory of the photos that are published now",
		() => memory.state().used,
	);
	addGauge(
		"widthwise_publish_memory_limit_bytes",
		"The setting PUBLISH_MEMORY",
		() => memory.total,
	);
	addGauge(
		"widthwise_publish_memory_waiting",
		"Photos that wait for memory",
		() => memory.state().waiting,
	);
}
