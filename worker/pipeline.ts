import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "widthwise";
import {
	type Budget,
	createBudget,
	measureEngine,
	type OnRun,
	type PoolState,
} from "widthwise/internal";
import { openBackground } from "./background/open-background.ts";
import { type Catalogue, createCatalogue } from "./catalogue/catalogue.ts";
import { fillComputed } from "./catalogue/fill-computed.ts";
import type { VariantSets } from "./catalogue/photo.ts";
import { createPhotoEvents, type PhotoEvents } from "./catalogue/photo-events.ts";
import { createRenewals, type Renewals } from "./catalogue/renewals.ts";
import { createSelections, type Selections } from "./catalogue/selections.ts";
import { openDatabase } from "./database/open.ts";
import { createPhotoLock, type PhotoLock } from "./database/photo-lock.ts";
import type { Cdn } from "./deletion/cdn.ts";
import { createDeletion, type Deletion } from "./deletion/deletion.ts";
import { createTrash, type Trash } from "./deletion/trash.ts";
import { createReceiver, type Receive } from "./intake/receive.ts";
import { createFileReceiver, type ReceiveFile } from "./intake/receive-file.ts";
import { createStoreOriginal } from "./intake/store-original.ts";
import type { Log } from "./logging/log.ts";
import { createNeeds, type Needs } from "./needs/needs.ts";
import { NICENESS } from "./niceness.ts";
import { type OpenThreads, openNewThreads } from "./open-threads.ts";
import { type MissingPart, missingParts } from "./outages/readiness.ts";
import { createOwnerRecords, type OwnerRecords } from "./owner/owner-records.ts";
import { createBucketEventPublisher } from "./publishing/bucket-event-publisher.ts";
import { createIngest, type OnIngested } from "./publishing/ingest.ts";
import { logIngested } from "./publishing/log-ingested.ts";
import { createPublishAgain, type PublishAgain } from "./publishing/publish-again.ts";
import { createWorkerPublisher } from "./publishing/publisher.ts";
import { createRecordFailure } from "./publishing/record-failure.ts";
import { createRestore, type Restore } from "./publishing/restore.ts";
import { createPhotoQueue, type PhotoQueue } from "./queue/queue.ts";
import type { PipelineSettings } from "./settings/pipeline-settings.ts";
import { cleanLeftovers } from "./stores/clean-leftovers.ts";
import { openStores } from "./stores/stores.ts";
import { type Audit, createAudit } from "./upkeep/audit.ts";
import { createCompleteRepair } from "./upkeep/complete-repair.ts";
import type { Repair } from "./upkeep/repair.ts";
import { startSweep } from "./upkeep/sweep.ts";

/** The running photo pipeline. */
export type Pipeline = {
	readonly catalogue: Catalogue;
	readonly selections: Selections;
	readonly events: PhotoEvents;
	readonly needs: Needs;
	readonly ownerRecords: OwnerRecords;
	readonly queue: PhotoQueue;
	/** The background lane's queue. */
	readonly backgroundQueue: PhotoQueue;
	/** The sets of variants that the background lane makes. */
	readonly variantSets: VariantSets;
	readonly renewals: Renewals;
	readonly lock: PhotoLock;
	readonly media: Store;
	readonly publicStore: Store;
	readonly receive: Receive;
	readonly receiveFile: ReceiveFile;
	readonly publishAgain: PublishAgain;
	/** The memory of the photos that this process publishes. */
	readonly memory: Pick<Budget, "total" | "state">;
	/** The threads that publish, work in the background and parse, by pool. */
	threads(): Readonly<Record<"publish" | "background" | "inspect", PoolState>>;
	readonly deletePhoto: Deletion["deletePhoto"];
	readonly trash: Trash;
	readonly restore: Restore;
	/** Continues unfinished deletions. */
	finishDeletions(): Promise<void>;
	readonly audit: Audit;
	readonly repair: Repair;
	/** The parts that cannot be used now; empty if the pipeline is ready. */
	missing(): Promise<readonly MissingPart[]>;
	/** Waits for running jobs, hands back the rest, and closes everything. Safe to repeat. */
	close(): Promise<void>;
};

const SWEEP_INTERVAL_MS = 60_000;
const INSPECT_INTERVAL_MS = 3600_000;

/**
 * Opens database, queue and stores, starts the workers, and enqueues photos that an earlier process
 * left unfinished.
 *
 * @param hooks.log receives attempts to publish, findings, and errors in the background
 * @param hooks.onRun called for each run of the engine
 * @param hooks.onIngested called for each attempt to publish a photo
 * @param hooks.openThreads opens the threads that decode and parse
 * @param hooks.forget called to drop a deleted photo from this process's memory
 *
 * @example
 * const pipeline = await openPipeline(settings, hooks);
 * await pipeline.close();
 */
export async function openPipeline(
	settings: PipelineSettings,
	hooks: {
		readonly log: Pick<Log, "info" | "warn" | "error">;
		readonly openThreads?: OpenThreads;
		readonly onRun: OnRun;
		readonly onIngested: OnIngested;
		readonly forget: (photoId: string) => void;
	},
): Promise<Pipeline> {
	const { log, openThreads = openNewThreads } = hooks;
	const onError = log.error;
	const stores = await openStores(settings.stores, onError);
	const [media, publicStore] = [stores.media.store, stores.publicStore.store];
	const database = await openDatabase({ ...settings, onError });
	await fillComputed(database.drizzle);
	const catalogue = createCatalogue(database);
	const queue = await createPhotoQueue({
		database,
		redisUrl: settings.redisUrl,
		isOnlyUser: settings.databaseUrl === undefined,
		onError,
	});
	const events = await createPhotoEvents(database, onError);
	const { maxPixels, maxFileBytes, masterEdge, keepCopyright, encoder } = settings;
	const maxMemory = settings.publishMemory;
	const limits = { maxFileBytes, maxPixels, maxMemory, masterEdge };
	const memory = createBudget(maxMemory);
	const pool = { threads: Math.max(1, settings.workers), niceness: NICENESS.publish };
	const vips = openThreads.vips({ ...pool, maxPixels, encoder });
	const engine = measureEngine(vips, hooks.onRun);
	const inspector = openThreads.inspector(pool);
	const temporaryFolder = join(settings.dataDir, "uploads");
	await mkdir(temporaryFolder, { recursive: true });
	await cleanLeftovers(temporaryFolder);

	const lock = createPhotoLock(database);
	const cdn = await openCdn(settings.cdnDistributionId);
	const parts = { ...hooks, catalogue, queue, media, publicStore, lock, cdn, inspector };
	const audit = createAudit(parts);
	const deletion = createDeletion(parts);
	const trash = createTrash({ ...parts, deletion, days: settings.trashDays });
	const isByEvent = settings.publisher === "bucket-event";
	const publishAgain = createPublishAgain({ ...parts, isByEvent });
	const receiveFile = createFileReceiver({
		inspector,
		storeOriginal: createStoreOriginal({ ...parts, onError }),
		...limits,
	});
	const repair = createCompleteRepair({ ...parts, publishAgain, receiveFile, temporaryFolder });
	const publisher = isByEvent
		? createBucketEventPublisher(parts)
		: createWorkerPublisher({ ...parts, engine, maxPixels, masterEdge, keepCopyright, memory });
	const renewals = createRenewals(database);
	const background = await openBackground({
		...parts,
		renewals,
		database,
		settings,
		memory,
		onError,
		onRun: hooks.onRun,
		openThreads,
	});
	const ingest = createIngest({
		...parts,
		publisher,
		onIngested(ingested) {
			logIngested(log, ingested);
			hooks.onIngested(ingested);
		},
		onPublished: background.enqueuePublished,
	});
	if (settings.workers > 0) {
		queue.startWorkers({
			concurrency: settings.workers,
			handle: (photoId, _signal, requestId) =>
				isByEvent ? ingest(photoId, requestId) : lock(photoId, () => ingest(photoId, requestId)),
			recordFailure: createRecordFailure({ ...parts, onError }),
		});
	}
	const sweep = startSweep({
		...parts,
		deletion,
		trash,
		audit,
		repair,
		intervalMs: SWEEP_INTERVAL_MS,
		inspectMs: INSPECT_INTERVAL_MS,
		report: log.warn,
		onError,
	});
	await sweep.run();
	await background.refill();

	return {
		catalogue,
		selections: createSelections(database),
		events,
		needs: createNeeds(database),
		ownerRecords: createOwnerRecords(database),
		memory,
		queue,
		backgroundQueue: background.queue,
		variantSets: background.sets,
		threads: () => ({
			publish: vips.threads(),
			background: background.threads(),
			inspect: inspector.threads(),
		}),
		renewals,
		lock,
		media,
		publicStore,
		audit,
		repair,
		deletePhoto: deletion.deletePhoto,
		trash,
		restore: createRestore({ ...parts, isByEvent }),
		finishDeletions: sweep.finishDeletions,
		receiveFile,
		publishAgain,
		receive: createReceiver({ ...parts, temporaryFolder, ...limits, onError }),
		missing: () =>
			missingParts({
				database: database.check,
				queue: queue.check,
				"media store": stores.media.check,
				"public store": stores.publicStore.check,
			}),
		async close() {
			sweep.stop();
			await background.close();
			await queue.close();
			await engine.close();
			await inspector.close();
			await events.close();
			await database.close();
		},
	};
}

/** Loads CloudFront's client, a large part of a start, only if there is a CDN. */
async function openCdn(distributionId: string | undefined): Promise<Cdn | null> {
	if (distributionId === undefined) return null;
	const { createCloudFront } = await import("./deletion/cloudfront.ts");
	return createCloudFront(distributionId);
}
