import { join } from "node:path";
import { startNeedsCollector } from "@widthwise/worker/needs/collector.ts";
import { openPipeline } from "@widthwise/worker/pipeline.ts";
import { quietOutages } from "@widthwise/worker/quiet-outages.ts";
import type { Elysia } from "elysia";
import { createDelivery, createVariants, measureEngine, WidthwiseError } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import { createVipsEngine } from "widthwise/engine/vips";
import { startAccessLog } from "./access-log.ts";
import { openAccessLogPlace } from "./access-log-place.ts";
import { createApp } from "./app.ts";
import { createBrowserScripts } from "./browser-scripts.ts";
import type { ServerConfig } from "./config.ts";
import { createMetrics } from "./metrics.ts";
import { createOwnerGate } from "./owner/gate.ts";
import { createOwnerPassword } from "./owner/password.ts";
import { openSessions } from "./owner/sessions.ts";
import { keptOwnerToken } from "./owner/token.ts";
import { openStaging } from "./resumable/open-staging.ts";
import { openResumableUploads } from "./resumable/uploads.ts";
import { UPLOADS_PATH } from "./routes/uploads.ts";

/** A server that listens. */
export type RunningServer = {
	/** Where it listens, as this machine reaches it: `http://localhost:3000`. */
	readonly url: string;
	readonly ownerToken: string;
	/** Answers what has arrived, finishes what is being published, then stops. */
	close(): Promise<void>;
};

/**
 * How long a request that is under way may take when the server stops, in milliseconds: Docker kills
 * what has not ended after 10 seconds.
 */
const REQUEST_GRACE_MS = 7000;

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
	const accessLog =
		config.accessLog &&
		startAccessLog({ write: await openAccessLogPlace(config.accessLog), onError });
	const ownerToken = config.ownerToken ?? (await keptOwnerToken(config.pipeline.dataDir));
	const pipeline = await openPipeline(config.pipeline, {
		onError,
		onRun: metrics.ran,
		onIngested: metrics.ingested,
		forget: (photoId) => delivery.forget(photoId),
	});
	// Threads of its own, so that visitors and publishing do not wait for each other.
	const vips = createVipsEngine({ threads: 1, maxPixels: config.pipeline.maxPixels });
	const visitorsVips = measureEngine(vips, metrics.ran);
	const delivery = createDelivery({
		variants: createVariants({
			store: pipeline.publicStore,
			engines: { own: measureEngine(createBunEngine(), metrics.ran), any: visitorsVips },
			concurrency: CONCURRENT_CUTS,
		}),
		buckets: config.buckets,
		cacheBytes: config.cacheBytes,
		onAnswered(request, answer) {
			metrics.answered(answer);
			accessLog?.note(request, answer);
		},
		onError,
	});
	// Also photos that another process deleted.
	pipeline.events.subscribe(({ id, status }) => {
		if (status === "removed") delivery.forget(id);
	}, delivery.forgetAll);
	const { ownerRecords } = pipeline;
	const sessions = await openSessions({ records: ownerRecords, token: ownerToken, onError });
	const gate = createOwnerGate({ token: ownerToken, sessions, siteUrl: config.siteUrl });
	const password = createOwnerPassword(ownerRecords);
	const closing = new AbortController();
	const uploads = openResumableUploads({
		path: UPLOADS_PATH,
		staging: await openStaging({
			place: config.pipeline.stores.media,
			media: pipeline.media,
			folder: join(config.pipeline.dataDir, "resumable"),
		}),
		lock: pipeline.lock,
		maxFileBytes: config.pipeline.maxFileBytes,
		receiveFile: pipeline.receiveFile,
		metrics,
		onError,
	});
	const needsCollector = startNeedsCollector({
		needs: pipeline.needs,
		onError: quietOutages(onError),
	});
	const scripts = createBrowserScripts();
	const services = {
		config,
		pipeline,
		delivery,
		gate,
		sessions,
		password,
		metrics,
		uploads,
		scripts,
		needsCollector,
		onError,
	};
	const app = createApp({ ...services, closing: closing.signal });
	try {
		app.listen({ port: config.port, hostname: config.host });
	} catch (error) {
		await pipeline.close();
		throw new WidthwiseError(
			"unavailable",
			`Cannot listen on ${config.host}, port ${config.port}: stop the program that does, or set HOST and PORT`,
			{ cause: error },
		);
	}
	const isEverywhere = config.host === "0.0.0.0" || config.host === "::";
	const literal = config.host.includes(":") ? `[${config.host}]` : config.host;
	const host = isEverywhere ? "localhost" : literal;
	return {
		url: `http://${host}:${app.server?.port ?? config.port}`,
		ownerToken,
		async close() {
			closing.abort();
			uploads.close();
			await sessions.close();
			await stopListening(app);
			await needsCollector.close();
			await accessLog?.close();
			await vips.close();
			await pipeline.close();
		},
	};
}

/** Answers what is under way; what does not end in time, such as a stalled upload, is cut off. */
async function stopListening(app: Elysia): Promise<void> {
	const { server } = app;
	const stopped = app.stop().then(() => true);
	const isDone = await Promise.race([stopped, Bun.sleep(REQUEST_GRACE_MS).then(() => false)]);
	if (!isDone) await server?.stop(true);
}
