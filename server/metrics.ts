import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { ImageOrigin, OnDelivered } from "widthwise";

/** What the server counts, and how it is read. */
export type Metrics = {
	uploaded(outcome: "accepted" | "known" | "rejected"): void;
	ingested(outcome: "published" | "failed" | "retried", milliseconds: number): void;
	delivered(origin: ImageOrigin, bucket: number | null): void;
	ran(engine: string, milliseconds: number): void;
	/** The Prometheus text format. */
	text(): Promise<string>;
	readonly contentType: string;
};

/**
 * Makes the counters; each call has a registry of its own.
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
		help: "Files sent by the owner, by what became of them",
		labelNames: ["outcome"],
		registers,
	});
	const ingests = new Histogram({
		name: "widthwise_ingest_seconds",
		help: "Attempts to publish a photo, by how they ended",
		labelNames: ["outcome"],
		buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
		registers,
	});
	const images = createImageCounter(registry);
	const runs = new Histogram({
		name: "widthwise_engine_seconds",
		help: "Runs of an image engine, time in its queue included",
		labelNames: ["engine"],
		buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
		registers,
	});
	return {
		uploaded: (outcome) => uploads.inc({ outcome }),
		ingested: (outcome, milliseconds) => ingests.observe({ outcome }, milliseconds / 1000),
		delivered: images.add,
		ran: (engine, milliseconds) => runs.observe({ engine }, milliseconds / 1000),
		text: () => registry.metrics(),
		contentType: registry.contentType,
	};
}

/**
 * Counts images in a plain map and hands the sums over when they are asked for: the library hashes its
 * labels at every count, which a hit would feel.
 */
function createImageCounter(registry: Registry): { readonly add: OnDelivered } {
	const sums: Record<ImageOrigin, Map<number | null, number>> = {
		memory: new Map(),
		store: new Map(),
		cut: new Map(),
	};
	new Counter({
		name: "widthwise_images_total",
		help: "Images sent, by where they came from (memory and store: hits, cut: misses) and bucket",
		labelNames: ["origin", "bucket"],
		registers: [registry],
		collect() {
			this.reset();
			for (const [origin, buckets] of Object.entries(sums)) {
				for (const [bucket, sum] of buckets) this.inc({ origin, bucket: bucket ?? "master" }, sum);
			}
		},
	});
	return { add: (origin, bucket) => sums[origin].set(bucket, (sums[origin].get(bucket) ?? 0) + 1) };
}
