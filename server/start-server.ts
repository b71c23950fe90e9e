import { join } from "node:path";
import { backupLines, openBackupSocket } from "@widthwise/worker/backup";
import type { Log } from "@widthwise/worker/logging";
import { startNeedsCollector } from "@widthwise/worker/needs";
import { type OpenThreads, openNewThreads } from "@widthwise/worker/open-threads";
import { quietOutages } from "@widthwise/worker/outages";
import { loadOwnerToken } from "@widthwise/worker/owner";
import { openPipeline } from "@widthwise/worker/pipeline";
import { createApp } from "./app.ts";
import { createVisitorsPages } from "./archive/visitors-pages.ts";
import { openEdgeLog } from "./buckets/edge-log.ts";
import { createBrowserScripts } from "./frame/browser-scripts.ts";
import { createWebManifest } from "./frame/web-manifest.ts";
import { createVisitors } from "./http/visitors.ts";
import { openImages } from "./images/open-images.ts";
import { listen } from "./listen.ts";
import { startAccessLog } from "./observe/access-log.ts";
import { openAccessLogTarget } from "./observe/access-log-target.ts";
import { createMetrics } from "./observe/metrics.ts";
import { createReadiness } from "./observe/readiness.ts";
import { createRequestLog } from "./observe/request-log.ts";
import { addSignInMetrics } from "./observe/sign-in-metrics.ts";
import { addCacheMetrics, addWorkMetrics } from "./observe/work-metrics.ts";
import type { ServerSettings } from "./settings/server-settings.ts";
import { openOwner } from "./sign-in/open-owner.ts";
import { signInPath } from "./sign-in/sign-in-link.ts";
import { SITE_STYLE } from "./site-style.ts";
import { openStaging } from "./uploads/resumable/open-staging.ts";
import { UPLOADS_PATH } from "./uploads/resumable/path.ts";
import { openResumableUploads } from "./uploads/resumable/uploads.ts";

/** A server that listens. */
export type RunningServer = {
	/** The URL on this machine: `http://localhost:3000`. */
	readonly url: string;
	/** Makes `/readyz` say that the server stops soon. */
	announce(): void;
	/** A path to sign in with, once. */
	readonly signInPath: string;
	/** Finishes open requests and running jobs, then stops. */
	close(): Promise<void>;
};

/**
 * Starts the pipeline, the workers and the web server in this process.
 *
 * @param openThreads opens the threads that decode and parse
 *
 * @throws {WidthwiseError} if it cannot start, for example `in-use` if another process uses the
 *   data folder
 *
 * @example
 * const server = await startServer(settingsOrExit(serverSettings), log);
 * server.url; // "http://localhost:3000"
 */
export async function startServer(
	settings: ServerSettings,
	log: Log,
	openThreads: OpenThreads = openNewThreads,
): Promise<RunningServer> {
	// Closes what was opened, the last first: in the end, or if the start fails.
	await using opened = new AsyncDisposableStack();
	const { buckets, cacheBytes, imageUrl, needsSample, publicWords, siteName, siteUrl } = settings;
	const { acquireLicenseUrl, licenseUrl, siteDescription } = settings;
	const { archiveOrder, capPhones } = settings;
	const { avif, dataDir, maxFileBytes, maxPixels, stores } = settings.pipeline;
	const onError = log.error;
	const metrics = createMetrics();
	const accessLog =
		settings.accessLog &&
		startAccessLog({ write: await openAccessLogTarget(settings.accessLog), onError });
	opened.defer(async () => accessLog?.close());
	const ownerToken = settings.ownerToken ?? (await loadOwnerToken(dataDir));
	const pipeline = await openPipeline(settings.pipeline, {
		log,
		openThreads,
		onRun: metrics.ran,
		onIngested: ({ outcome, milliseconds }) => metrics.ingested(outcome, milliseconds),
		forget: (photoId) => images.delivery.forget(photoId),
	});
	opened.defer(pipeline.close);
	metrics.watchMemory(pipeline.memory);
	const visitors = createVisitors({
		isTrustedProxy: settings.isTrustedProxy,
		peerOf: (request) => app.server?.requestIP(request)?.address ?? "",
	});
	const requests = createRequestLog({ log, visitors });
	const images = openImages({
		...pipeline,
		maxPixels,
		buckets,
		cacheBytes,
		metrics,
		accessLog,
		requests,
		visitors,
		openThreads,
		onError,
	});
	opened.defer(images.close);
	metrics.watchThreads(() => ({ ...pipeline.threads(), ...images.threads() }));
	addCacheMetrics(metrics, images.delivery.cacheState);
	addWorkMetrics(metrics, pipeline);
	const owner = await openOwner({
		records: pipeline.ownerRecords,
		token: ownerToken,
		siteUrl,
		visitors,
		onError,
	});
	opened.defer(owner.sessions.close);
	addSignInMetrics(metrics, owner.limits);
	const closing = new AbortController();
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
		closing: closing.signal,
		onError,
	});
	opened.defer(uploads.close);
	const needsCollector = startNeedsCollector({
		needs: pipeline.needs,
		onError: quietOutages(onError),
	});
	opened.defer(needsCollector.close);
	let isStopping = false;
	const app = createApp({
		...pipeline,
		...owner,
		delivery: images.delivery,
		site: {
			...{ siteName, siteUrl, imageUrl, buckets, avif, publicWords, archiveOrder, capPhones },
			...{ acquireLicenseUrl, licenseUrl, siteDescription },
			...{ visitors, style: SITE_STYLE, manifest: createWebManifest(siteName) },
		},
		visitors,
		requests,
		scripts: createBrowserScripts(),
		visitorsPages: createVisitorsPages(pipeline.catalogue.state),
		uploads,
		needsCollector,
		needsSample,
		edgeLog: openEdgeLog(settings),
		maxFileBytes,
		publicLocation: stores.publicStore,
		metrics,
		metricsAreOpen: settings.metricsAreOpen,
		useLink: pipeline.ownerRecords.useLink,
		checkReadiness: createReadiness({ missing: pipeline.missing, isStopping: () => isStopping }),
		closing: closing.signal,
		onError,
	});
	const backups = await openBackupSocket({
		dataDir,
		lines: () =>
			backupLines({
				...pipeline,
				ownerToken: settings.ownerToken === undefined ? ownerToken : null,
				settings: settings.pipeline.written,
			}),
		onError,
	}).catch(onError);
	opened.defer(async () => backups?.close());
	const listening = listen(app, settings.host, settings.port);
	opened.defer(listening.stop);
	opened.defer(() => closing.abort());
	const running = opened.move();
	let closed: Promise<void> | undefined;
	return {
		url: listening.url,
		signInPath: signInPath(ownerToken, Date.now()),
		announce() {
			isStopping = true;
		},
		close() {
			isStopping = true;
			closed ??= running.disposeAsync();
			return closed;
		},
	};
}
