import type { Store } from "widthwise";
import type { Inspector } from "widthwise/inspection";
import {
	type Budget,
	createVariants,
	measureEngine,
	type OnRun,
	type PoolState,
} from "widthwise/internal";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { VariantSet, VariantSets } from "../catalogue/photo.ts";
import type { Renewals } from "../catalogue/renewals.ts";
import type { Database } from "../database/database.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { Cdn } from "../deletion/cdn.ts";
import { NICENESS } from "../niceness.ts";
import type { OpenThreads } from "../open-threads.ts";
import { createBucketEventPublisher } from "../publishing/bucket-event-publisher.ts";
import { createWorkerPublisher } from "../publishing/publisher.ts";
import { createPhotoQueue, type PhotoQueue } from "../queue/queue.ts";
import type { PipelineSettings } from "../settings/pipeline-settings.ts";
import { type Background, startBackground } from "./background.ts";
import { firstBuckets } from "./first-buckets.ts";
import type { BackgroundTask } from "./lane.ts";
import { createNewUrls } from "./new-urls.ts";
import { createRenewal } from "./renewal.ts";
import { createVariantSet } from "./variant-set.ts";

/** The background lane with its own threads. */
export type OpenBackground = Background & {
	/**
	 * Enqueues a photo that has just been published, unless there is nothing to do for it.
	 *
	 * @param isNew whether nothing of it is to be renewed
	 */
	enqueuePublished(photoId: string, isNew: boolean): void;
	/** The sets that published photos get. */
	readonly sets: VariantSets;
	threads(): PoolState;
};

const REFILL_INTERVAL_MS = 60_000;

/** Soon, so that a paused lane takes no memory beside a photo that is published. */
const IDLE_MS = 2000;

/**
 * Opens the background lane with its queue, its engine and its tasks. The engine has one thread, which
 * starts with the first job and ends when it is idle.
 *
 * @throws {WidthwiseError} `unavailable` or `misconfigured`; see `createPhotoQueue`
 *
 * @example
 * const background = await openBackground({ ...parts, database, settings, onError, onRun });
 */
export async function openBackground(options: {
	readonly catalogue: Catalogue;
	readonly renewals: Renewals;
	readonly media: Store;
	readonly publicStore: Store;
	readonly inspector: Inspector;
	readonly lock: PhotoLock;
	readonly cdn: Cdn | null;
	/** The queue of photos to publish. */
	readonly queue: PhotoQueue;
	readonly database: Database;
	/** The memory of all photos that this process publishes. */
	readonly memory: Budget;
	readonly settings: Pick<
		PipelineSettings,
		| "avif"
		| "buckets"
		| "databaseUrl"
		| "encoder"
		| "firstSet"
		| "keepCopyright"
		| "maxPixels"
		| "publisher"
		| "redisUrl"
		| "workers"
	>;
	readonly onError: (error: unknown) => void;
	readonly onRun: OnRun;
	readonly openThreads: OpenThreads;
}): Promise<OpenBackground> {
	const { database, settings, onError, lock } = options;
	const { avif, buckets, databaseUrl, encoder, maxPixels, redisUrl, workers } = settings;
	const queue = await createPhotoQueue({
		name: "background",
		database,
		redisUrl,
		isOnlyUser: databaseUrl === undefined,
		onError,
	});
	// Not the engine that publishes: that must not wait for a cut.
	const vips = options.openThreads.vips({
		...{ threads: 1, maxPixels, encoder, idleMs: IDLE_MS, niceness: NICENESS.background },
	});
	const engine = measureEngine(vips, options.onRun);
	const isByEvent = settings.publisher === "bucket-event";
	const renewal = createRenewal({
		...options,
		...settings,
		publisher: isByEvent
			? createBucketEventPublisher({ ...options, isRenewal: true })
			: createWorkerPublisher({ ...options, ...settings, engine }),
		newUrls: createNewUrls(options),
		lock: isByEvent ? (_, work) => work() : lock,
	});
	const variants = createVariants({
		store: options.publicStore,
		engines: { own: engine, any: engine },
		concurrency: 1,
	});
	const sets: VariantSets = {
		first: settings.firstSet ? firstBuckets(buckets) : null,
		avif: avif ? buckets : null,
	};
	const tasksOf = (set: VariantSet): readonly BackgroundTask[] => {
		const ofSet = sets[set];
		return ofSet === null ? [] : [createVariantSet({ ...options, variants, set, buckets: ofSet })];
	};
	const background = startBackground({
		queue,
		photos: options.queue,
		tasks: [renewal, ...tasksOf("first"), ...tasksOf("avif")],
		isWorking: workers > 0,
		intervalMs: REFILL_INTERVAL_MS,
		onError,
	});
	const hasSets = sets.first !== null || sets.avif !== null;
	return {
		...background,
		sets,
		enqueuePublished(photoId, isNew) {
			if (hasSets || !isNew) background.enqueue(photoId);
		},
		threads: vips.threads,
		async close() {
			await background.close();
			await engine.close();
		},
	};
}
