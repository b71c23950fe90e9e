import { openPipeline } from "@widthwise/worker/pipeline.ts";
import { createDelivery, createVariants, measureEngine } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createApp } from "./app.ts";
import type { ServerConfig } from "./config.ts";
import { createMetrics } from "./metrics.ts";
import { createOwnerGate } from "./owner.ts";
import { keptOwnerToken } from "./owner-token.ts";

/** A server that listens. */
export type RunningServer = {
	/** Where it listens, as this machine reaches it: `http://localhost:3000`. */
	readonly url: string;
	readonly ownerToken: string;
	/** Answers what has arrived, finishes what is being published, then stops. */
	close(): Promise<void>;
};

/** Cuts for visitors at the same time: native, and each holds one decoded mezzanine. */
const CONCURRENT_CUTS = 8;

/**
 * Starts the whole set-up in this process: pipeline, workers and web server.
 *
 * @throws {WidthwiseError} what keeps it from starting, such as a data folder in use
 *
 * @example
 * const server = await startServer(readServerConfig(process.env));
 * console.log(server.url);
 */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
	const onError = (error: unknown): void => console.error(error);
	const metrics = createMetrics();
	const ownerToken = config.ownerToken ?? (await keptOwnerToken(config.pipeline.dataDir));
	const pipeline = await openPipeline(config.pipeline, {
		onError,
		onRun: metrics.ran,
		onIngested: metrics.ingested,
		forget: (photoId) => delivery.forget(photoId),
	});
	const delivery = createDelivery({
		variants: createVariants({
			store: pipeline.publicStore,
			engines: { own: measureEngine(createBunEngine(), metrics.ran), any: pipeline.engine },
			concurrency: CONCURRENT_CUTS,
		}),
		buckets: config.buckets,
		cacheBytes: config.cacheBytes,
		onDelivered: metrics.delivered,
		onError,
	});
	const gate = createOwnerGate({
		token: ownerToken,
		isSecure: config.siteUrl?.startsWith("https:") ?? false,
	});
	const app = createApp({ config, pipeline, delivery, gate, metrics, onError });
	app.listen({ port: config.port, hostname: config.host });
	const host = ["0.0.0.0", "::"].includes(config.host) ? "localhost" : config.host;
	return {
		url: `http://${host}:${app.server?.port ?? config.port}`,
		ownerToken,
		async close() {
			await app.stop();
			await pipeline.close();
		},
	};
}
