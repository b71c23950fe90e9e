import { Histogram, type Registry } from "prom-client";

/** Metrics of publishing, the same in servers and separate workers. */
export type PipelineMetrics = {
	/** An attempt to publish a photo. */
	ingested(outcome: "published" | "failed" | "retried", milliseconds: number): void;
	/** A run of an image engine. */
	ran(engine: string, milliseconds: number): void;
};

/**
 * Creates the metrics of publishing.
 *
 * @example
 * const metrics = createPipelineMetrics(new Registry());
 * metrics.ingested("published", 512);
 */
export function createPipelineMetrics(registry: Registry): PipelineMetrics {
	const registers = [registry];
	const ingests = new Histogram({
		name: "widthwise_ingest_seconds",
		help: "Attempts to publish a photo, by outcome",
		labelNames: ["outcome"],
		buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
		registers,
	});
	const runs = new Histogram({
		name: "widthwise_engine_seconds",
		help: "Runs of an image engine, including the time in its queue",
		labelNames: ["engine"],
		buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
		registers,
	});
	return {
		ingested: (outcome, milliseconds) => ingests.observe({ outcome }, milliseconds / 1000),
		ran: (engine, milliseconds) => runs.observe({ engine }, milliseconds / 1000),
	};
}
