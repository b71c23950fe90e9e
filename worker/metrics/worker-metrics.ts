import { Registry } from "prom-client";
import type { Pipeline } from "../pipeline.ts";
import { addMemoryMetrics } from "./memory-metrics.ts";
import { createPipelineMetrics, type PipelineMetrics } from "./pipeline-metrics.ts";
import { addProcessMetrics } from "./process-metrics.ts";
import { addThreadMetrics } from "./thread-metrics.ts";

/** The metrics of a worker process. */
export type WorkerMetrics = PipelineMetrics & {
	/** Adds the pipeline's threads and memory. */
	watch(pipeline: Pick<Pipeline, "threads" | "memory">): void;
	/** Formats the metrics in the Prometheus text format. */
	text(): Promise<string>;
	readonly contentType: string;
};

/**
 * Creates the metrics of a worker process, under the names that the server's have.
 *
 * @example
 * const metrics = createWorkerMetrics();
 * metrics.ingested("published", 512);
 */
export function createWorkerMetrics(): WorkerMetrics {
	const registry = new Registry();
	addProcessMetrics(registry);
	return {
		...createPipelineMetrics(registry),
		watch({ threads, memory }) {
			addThreadMetrics(registry, threads);
			addMemoryMetrics(registry, memory);
		},
		text: () => registry.metrics(),
		contentType: registry.contentType,
	};
}
