import {
	addMemoryMetrics,
	addProcessMetrics,
	addThreadMetrics,
	addWatchedGauge,
	createPipelineMetrics,
	type PipelineMetrics,
	type WatchedGauge,
} from "@widthwise/worker/metrics";
import { Counter, Gauge, Registry } from "prom-client";
import type { ImageAnswer } from "widthwise/handler";
import type { Budget, PoolState } from "widthwise/internal";
import { type BucketTally, createImageCounters } from "./image-counters.ts";
import { addLineMetrics, type ReadLines } from "./line-metrics.ts";

/** The server's metrics. */
export type Metrics = PipelineMetrics & {
	uploaded(outcome: "accepted" | "known" | "rejected"): void;
	answered(answer: ImageAnswer): void;
	/**
	 * A visitor's report of needed widths: counted, dropped because of the rate limit, or invalid.
	 */
	reported(outcome: "taken" | "dropped" | "refused"): void;
	/** A request that was answered with an error, by the error's code. */
	refused(code: string): void;
	/** Notes that an upload begins to arrive; returns the function to call when it has ended. */
	receiving(): () => void;
	/** Adds a number that is read when the metrics are read. */
	addGauge(gauge: WatchedGauge): void;
	/** Adds the lines in which cuts wait. */
	watchLines(read: ReadLines): void;
	/** Adds the memory of the photos that are published. */
	watchMemory(memory: Pick<Budget, "total" | "state">): void;
	/** Adds pools of threads, by their names. */
	watchThreads(read: () => Readonly<Record<string, PoolState>>): void;
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
	addProcessMetrics(registry);
	const uploads = new Counter({
		name: "widthwise_uploads_total",
		help: "Files uploaded by the owner, by outcome",
		labelNames: ["outcome"],
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
	return {
		...createPipelineMetrics(registry),
		uploaded: (outcome) => uploads.inc({ outcome }),
		answered: images.answered,
		reported: (outcome) => reports.inc({ outcome }),
		refused: (code) => errors.inc({ code }),
		tallies: images.tallies,
		receiving() {
			arriving.inc();
			return () => arriving.dec();
		},
		addGauge: (gauge) => addWatchedGauge(registry, gauge),
		watchMemory: (memory) => addMemoryMetrics(registry, memory),
		watchThreads: (read) => addThreadMetrics(registry, read),
		watchLines: (read) => addLineMetrics(registry, read),
		text: () => registry.metrics(),
		contentType: registry.contentType,
	};
}
