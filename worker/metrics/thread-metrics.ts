import type { Registry } from "prom-client";
import type { PoolState } from "widthwise/internal";
import { addWatchedGauge, type WatchedGauge } from "./watched-gauge.ts";

/**
 * Adds metrics of pools of threads.
 *
 * @param read returns the state of each pool, by its name
 *
 * @example
 * addThreadMetrics(registry, () => ({ inspect: inspector.threads() }));
 */
export function addThreadMetrics(
	registry: Registry,
	read: () => Readonly<Record<string, PoolState>>,
): void {
	const each = (numberOf: (state: PoolState) => number) => () =>
		Object.fromEntries(Object.entries(read()).map(([pool, state]) => [pool, numberOf(state)]));
	const addGauge = (gauge: Omit<WatchedGauge, "label">): void =>
		addWatchedGauge(registry, { ...gauge, label: "pool" });
	addGauge({
		name: "widthwise_threads",
		help: "Threads that run",
		read: each((pool) => pool.threads),
	});
	addGauge({
		name: "widthwise_threads_busy",
		help: "Threads at work",
		read: each((pool) => pool.busy),
	});
	addGauge({
		name: "widthwise_threads_limit",
		help: "Threads at most",
		read: each((pool) => pool.size),
	});
	addGauge({
		name: "widthwise_thread_jobs_waiting",
		help: "Work that waits for a thread",
		read: each((pool) => pool.waiting),
	});
}
