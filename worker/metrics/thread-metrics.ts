import type { Registry } from "prom-client";
import type { PoolState } from "widthwise/internal";
import { watchedGaugesOf } from "./watched-gauge.ts";

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
	const addGauge = watchedGaugesOf(registry, "pool", read);
	addGauge("widthwise_threads", "Threads that run", ({ threads }) => threads);
	addGauge("widthwise_threads_busy", "Threads at work", ({ busy }) => busy);
	addGauge("widthwise_threads_limit", "Threads at most", ({ size }) => size);
	addGauge(
		"widthwise_thread_jobs_waiting",
		"Work that waits for a thread",
		({ waiting }) => waiting,
	);
}
