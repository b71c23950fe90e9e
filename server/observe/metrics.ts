import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ImageAnswer } from "widthwise/handler";
import type { Budget } from "widthwise/internal";
import { type BucketTally, createImageCounters } from "./image-counters.ts";
import { addLineMetrics, type ReadLines } from "./line-metrics.ts";
import { addMemoryMetrics } from "./memory-metrics.ts";
import { addWatchedGauge, type WatchedGauge } from "./watched-gauge.ts";

/** The server's metrics. */
export type Metrics = {
	uploaded(outcome: "accepted" | "known" | "rejected"): void;
	ingested(outcome: "published" | "failed" | "retried", milliseconds: number): void;
	answered(answer: ImageAnswer): void;
	/**
	 * A visitor's report of needed widths: counted, dropped because of the rate limit, or invalid.
	 */
	reported(outcome: "taken" | "dropped" | "refused"): void;
	/** A request that was answered with an error, by the error's code. */
	refused(code: string): void;
	ran(engine: string, milliseconds: number): void;
	/** Notes that an upload begins to arrive; returns the function to call when it has ended. */
	receiving(): () => void;
	/** Adds a number that is read when the metrics are read. */
	addGauge(gauge: WatchedGauge): void;
	/** Adds the lines in which cuts wait. */
	watchLines(read: ReadLines): void;
	/** Adds the memory of the photos that are published. */
	watchMemory(memory: Pick<Budget, "total" | "state">): void;
	/** Images sent since the server started, by bucket. */
	tallies(): readonly BucketTally[];
	/** Formats the metrics in the Prometheus text format. */
	text(): Promise<string>;
	readonly contentType: string;
};

/**
 * Creates metrics with their own registry.
 *
 * @example
 * const metrics = createMetrics();
 * metrics.uploaded("accepted");
 */
export function createMetrics(): Metrics {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry });
	const uploads = new Counter({
		name: "widthwise_uploads_total",
		help: "Files uploaded by the owner, by outcome",
		labelNames: ["outcome"],
		registers,
	});
	const ingests = new Histogram({
		name: "widthwise_ingest_seconds",
		help: "Attempts to publish a photo, by outcome",
		labelNames: ["outcome"],
		buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
		registers,
	});
	const arriving = new Gauge({
		name: "widthwise_uploads_arriving",
		help: "Requests whose files arrive now",
		registers,
	});
	const images = createImageCounters(registry);
	const reports = new Counter({
		name: "widthwise_needs_reports_total",
		help: "Reports of needed widths, one per page view, by outcome",
		labelNames: ["outcome"],
		registers,
	});
	const errors = new Counter({
		name: "widthwise_errors_total",
		help: "Requests answered with an error by all routes but images, by the error's code",
		labelNames: ["code"],
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
		uploaded: (outcome) => uploads.inc({ outcome }),
		ingested: (outcome, milliseconds) => ingests.observe({ outcome }, milliseconds / 1000),
		answered: images.answered,
		reported: (outcome) => reports.inc({ outcome }),
		refused: (code) => errors.inc({ code }),
		tallies: images.tallies,
		ran: (engine, milliseconds) => runs.observe({ engine }, milliseconds / 1000),
		receiving() {
			arriving.inc();
			return () => arriving.dec();
		},
		addGauge: (gauge) => addWatchedGauge(registry, gauge),
		watchMemory: (memory) => addMemoryMetrics(registry, memory),
		watchLines: (read) => addLineMetrics(registry, read),
		text: () => registry.metrics(),
		contentType: registry.contentType,
	};
}
