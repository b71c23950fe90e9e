import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { measureEngine, type OnRun, type Store } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createFolderStore, STAGING } from "widthwise/store/folder";
import { type Catalogue, createCatalogue } from "./catalogue/catalogue.ts";
import type { PipelineConfig } from "./config.ts";
import { openDatabase } from "./database/open.ts";
import { createIngest, GIVEN_UP, type OnIngested } from "./ingest.ts";
import { createPhotoEvents, type PhotoEvents } from "./photo-events.ts";
import { createPhotoLock } from "./photo-lock.ts";
import { createPhotoQueue } from "./queue.ts";
import { createReceiver, type Receive } from "./receive.ts";
import { createRetire, type Retire } from "./retire.ts";
import { startSweep } from "./sweep.ts";

/** The photo pipeline, open and at work. */
export type Pipeline = {
	readonly catalogue: Catalogue;
	readonly events: PhotoEvents;
	readonly publicStore: Store;
	readonly receive: Receive;
	readonly retire: Retire;
	/** Rejects if something it needs does not answer. */
	check(): Promise<void>;
	/** Finishes what is running, hands back the rest, lets go of everything. Safe to repeat. */
	close(): Promise<void>;
};

const SWEEP_INTERVAL_MS = 60_000;

/** What a crash leaves half written; an hour later it is surely not under way. */
const STALE_MS = 3600_000;

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
	const database = await openDatabase({ ...config, onError });
	const catalogue = createCatalogue(database);
	const queue = await createPhotoQueue({
		database,
		redisUrl: config.redisUrl,
		isOnlyUser: config.databaseUrl === undefined,
		onError,
	});
	const events = await createPhotoEvents(database, onError);
	const [mediaFolder, publicFolder] = [
		join(config.dataDir, "media"),
		join(config.dataDir, "public"),
	];
	const media = createFolderStore({ folder: mediaFolder });
	const publicStore = createFolderStore({ folder: publicFolder });
	const { maxPixels, maxFileBytes, keepCopyright, encoder } = config;
	const vips = createVipsEngine({ threads: Math.max(1, config.workers), maxPixels, encoder });
	const engine = measureEngine(vips, hooks.onRun);
	const temporaryFolder = join(config.dataDir, "uploads");
	for (const folder of [mediaFolder, publicFolder]) await removeStale(join(folder, STAGING));
	await removeStale(temporaryFolder);

	const lock = createPhotoLock();
	const retire = createRetire({
		catalogue,
		media,
		publicStore,
		lock,
		forget: hooks.forget,
	});
	const ingest = createIngest({
		catalogue,
		media,
		publicStore,
		engine,
		maxPixels,
		keepCopyright,
		onIngested: hooks.onIngested,
	});
	if (config.workers > 0) {
		queue.startWorkers({
			concurrency: config.workers,
			handle: (photoId) => lock(photoId, () => ingest(photoId)),
			async giveUp(photoId, error) {
				onError(error);
				await catalogue.markFailed(photoId, "unavailable", GIVEN_UP);
			},
		});
	}
	const sweep = startSweep({ catalogue, queue, intervalMs: SWEEP_INTERVAL_MS, onError });
	await sweep.run();

	return {
		catalogue,
		events,
		publicStore,
		retire,
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
		check: async () => void (await catalogue.find("0".repeat(32))),
		async close() {
			sweep.stop();
			await queue.close();
			await engine.close();
			await events.close();
			await database.close();
		},
	};
}

async function removeStale(folder: string): Promise<void> {
	for (const name of await readdir(folder).catch(() => [])) {
		const path = join(folder, name);
		const file = await stat(path).catch(() => null);
		if (file && Date.now() - file.mtimeMs > STALE_MS) await rm(path, { force: true });
	}
}
