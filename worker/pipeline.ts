import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { measureEngine, type OnRun, type Store } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { type Audit, createAudit } from "./audit.ts";
import { createBucketEventPublisher } from "./bucket-event-publisher.ts";
import { type Catalogue, createCatalogue } from "./catalogue/catalogue.ts";
import { createCloudFront } from "./cdn.ts";
import type { PipelineConfig } from "./config.ts";
import { openDatabase } from "./database/open.ts";
import { createIngest, type OnIngested } from "./ingest.ts";
import { createKeepOriginal } from "./keep-original.ts";
import { createNeeds, type Needs } from "./needs/needs.ts";
import { createOwnerRecords, type OwnerRecords } from "./owner/owner-records.ts";
import { createPhotoEvents, type PhotoEvents } from "./photo-events.ts";
import { createPhotoLock, type PhotoLock } from "./photo-lock.ts";
import { createPublishAgain, type PublishAgain } from "./publish-again.ts";
import { createWorkerPublisher } from "./publisher.ts";
import { createPhotoQueue, type PhotoQueue } from "./queue.ts";
import { type MissingPart, missingParts } from "./readiness.ts";
import { createReceiver, type Receive } from "./receive.ts";
import { createFileReceiver, type ReceiveFile } from "./receive-file.ts";
import { createRecordFailure } from "./record-failure.ts";
import { createRemoval, type Removal } from "./removal.ts";
import { removeStale } from "./remove-stale.ts";
import { createRemoveStray } from "./remove-stray.ts";
import { createRepair, type Repair } from "./repair.ts";
import { openStores } from "./stores.ts";
import { startSweep } from "./sweep.ts";
import { createTakeIn } from "./take-in.ts";

/** The photo pipeline, open and at work. */
export type Pipeline = {
	readonly catalogue: Catalogue;
	readonly events: PhotoEvents;
	readonly needs: Needs;
	readonly ownerRecords: OwnerRecords;
	readonly queue: PhotoQueue;
	readonly lock: PhotoLock;
	readonly media: Store;
	readonly publicStore: Store;
	readonly receive: Receive;
	readonly receiveFile: ReceiveFile;
	readonly publishAgain: PublishAgain;
	readonly retire: Removal["retire"];
	/** Goes on with removals that were begun and not ended. */
	finishRemovals(): Promise<void>;
	readonly audit: Audit;
	readonly repair: Repair;
	/** What it needs and cannot use right now; nothing when it is ready. */
	missing(): Promise<readonly MissingPart[]>;
	/** Finishes what is running, hands back the rest, lets go of everything. Safe to repeat. */
	close(): Promise<void>;
};

const SWEEP_INTERVAL_MS = 60_000;
const INSPECT_INTERVAL_MS = 3600_000;

/**
 * Opens database, queue and stores, starts the workers, and enqueues what an earlier process left
 * unfinished.
 *
 * @param hooks.onError told of what fails in the background
 * @param hooks.forget drops a deleted photo from this process's memory
 *
 * @example
 * const pipeline = await openPipeline(config, hooks);
 * await pipeline.close();
 */
export async function openPipeline(
	config: PipelineConfig,
	hooks: {
		readonly onError: (error: unknown) => void;
		readonly onRun: OnRun;
		readonly onIngested: OnIngested;
		readonly forget: (photoId: string) => void;
	},
): Promise<Pipeline> {
	const { onError } = hooks;
	const stores = await openStores(config.stores, onError);
	const [media, publicStore] = [stores.media.store, stores.publicStore.store];
	const database = await openDatabase({ ...config, onError });
	const catalogue = createCatalogue(database);
	const queue = await createPhotoQueue({
		database,
		redisUrl: config.redisUrl,
		isOnlyUser: config.databaseUrl === undefined,
		onError,
	});
	const events = await createPhotoEvents(database, onError);
	const { maxPixels, maxFileBytes, keepCopyright, encoder } = config;
	const vips = createVipsEngine({ threads: Math.max(1, config.workers), maxPixels, encoder });
	const engine = measureEngine(vips, hooks.onRun);
	const temporaryFolder = join(config.dataDir, "uploads");
	await mkdir(temporaryFolder, { recursive: true });
	await removeStale(temporaryFolder);

	const lock = createPhotoLock(database);
	const { cdnDistributionId } = config;
	const cdn = cdnDistributionId === undefined ? null : createCloudFront(cdnDistributionId);
	const parts = { catalogue, queue, media, publicStore, lock, cdn };
	const audit = createAudit(parts);
	const removal = createRemoval({ ...parts, forget: hooks.forget });
	const receiveFile = createFileReceiver({
		keepOriginal: createKeepOriginal({ ...parts, onError }),
		maxFileBytes,
		maxPixels,
	});
	const publishAgain = createPublishAgain(parts);
	const takeIn = createTakeIn({ media, receiveFile, temporaryFolder });
	const repair = createRepair({
		...parts,
		publishAgain,
		takeIn,
		removeStray: createRemoveStray(parts),
	});
	const isByEvent = config.publisher === "bucket-event";
	const publisher = isByEvent
		? createBucketEventPublisher(parts)
		: createWorkerPublisher({ publicStore, engine, maxPixels, keepCopyright });
	const ingest = createIngest({ ...parts, publisher, onIngested: hooks.onIngested });
	if (config.workers > 0) {
		queue.startWorkers({
			concurrency: config.workers,
			handle: isByEvent ? ingest : (photoId) => lock(photoId, () => ingest(photoId)),
			giveUp: createRecordFailure({ ...parts, onError }),
		});
	}
	const sweep = startSweep({
		...parts,
		removal,
		audit,
		repair,
		intervalMs: SWEEP_INTERVAL_MS,
		inspectMs: INSPECT_INTERVAL_MS,
		report: console.log,
		onError,
	});
	await sweep.run();

	return {
		catalogue,
		events,
		needs: createNeeds(database),
		ownerRecords: createOwnerRecords(database),
		queue,
		lock,
		media,
		publicStore,
		audit,
		repair,
		retire: removal.retire,
		finishRemovals: sweep.finishRemovals,
		receiveFile,
		publishAgain,
		receive: createReceiver({
			catalogue,
			queue,
			media,
			lock,
			temporaryFolder,
			maxFileBytes,
			maxPixels,
			onError,
		}),
		missing: () =>
			missingParts({
				database: database.check,
				queue: queue.check,
				"media store": stores.media.check,
				"public store": stores.publicStore.check,
			}),
		async close() {
			sweep.stop();
			await queue.close();
			await engine.close();
			await events.close();
			await database.close();
		},
	};
}
