import { join } from "node:path";
import { startNeedsCollector } from "@widthwise/worker/needs";
import { quietOutages } from "@widthwise/worker/outages";
import { openPipeline } from "@widthwise/worker/pipeline";
import { createApp } from "./app.ts";
import { createBrowserScripts } from "./frame/browser-scripts.ts";
import { openImages } from "./images/open-images.ts";
import { type Listening, listen } from "./listen.ts";
import { startAccessLog } from "./observe/access-log.ts";
import { openAccessLogTarget } from "./observe/access-log-target.ts";
import { createMetrics } from "./observe/metrics.ts";
import type { ServerSettings } from "./settings/server-settings.ts";
import { openOwner } from "./sign-in/open-owner.ts";
import { loadOwnerToken } from "./sign-in/owner-token.ts";
import { SITE_STYLE } from "./site-style.ts";
import { openStaging } from "./uploads/resumable/open-staging.ts";
import { UPLOADS_PATH } from "./uploads/resumable/path.ts";
import { openResumableUploads } from "./uploads/resumable/uploads.ts";

/** A server that listens. */
export type RunningServer = {
	/** The URL on this machine: `http://localhost:3000`. */
	readonly url: string;
	readonly ownerToken: string;
	/** Finishes open requests and running jobs, then stops. */
	close(): Promise<void>;
};

/**
 * Starts the pipeline, the workers and the web server in this process.
 *
 * @throws {WidthwiseError} if it cannot start, for example `in-use` if another process uses the
 *   data folder
 *
 * @example
 * const server = await startServer(settingsOrExit(serverSettings));
 * console.log(server.url);
 */
export async function startServer(settings: ServerSettings): Promise<RunningServer> {
	const { buckets, cacheBytes, imageUrl, needsSample, siteName, siteUrl } = settings;
	const { dataDir, maxFileBytes, maxPixels, stores } = settings.pipeline;
	const onError = (error: unknown): void => console.error(error);
	const metrics = createMetrics();
	const accessLog =
		settings.accessLog &&
		startAccessLog({ write: await openAccessLogTarget(settings.accessLog), onError });
	const ownerToken = settings.ownerToken ?? (await loadOwnerToken(dataDir));
	const pipeline = await openPipeline(settings.pipeline, {
		onError,
		onRun: metrics.ran,
		onIngested: metrics.ingested,
		forget: (photoId) => images.delivery.forget(photoId),
	});
	const images = openImages({
		...pipeline,
		maxPixels,
		buckets,
		cacheBytes,
		metrics,
		accessLog,
		onError,
	});
	const owner = await openOwner({
		records: pipeline.ownerRecords,
		token: ownerToken,
		siteUrl,
		onError,
	});
	const uploads = openResumableUploads({
		...pipeline,
		path: UPLOADS_PATH,
		staging: await openStaging({
			location: stores.media,
			media: pipeline.media,
			folder: join(dataDir, "resumable"),
		}),
		maxFileBytes,
		metrics,
		onError,
	});
	const needsCollector = startNeedsCollector({
		needs: pipeline.needs,
		onError: quietOutages(onError),
	});
	const closing = new AbortController();
	const app = createApp({
		...pipeline,
		...owner,
		delivery: images.delivery,
		site: { siteName, siteUrl, imageUrl, buckets, style: SITE_STYLE },
		scripts: createBrowserScripts(),
		uploads,
		needsCollector,
		needsSample,
		maxFileBytes,
		publicLocation: stores.publicStore,
		metrics,
		closing: closing.signal,
		onError,
	});
	let listening: Listening;
	try {
		listening = listen(app, settings.host, settings.port);
	} catch (error) {
		await pipeline.close();
		throw error;
	}
	return {
		url: listening.url,
		ownerToken,
		async close() {
			closing.abort();
			uploads.close();
			await owner.sessions.close();
			await listening.stop();
			await needsCollector.close();
			await accessLog?.close();
			await images.close();
			await pipeline.close();
		},
	};
}
