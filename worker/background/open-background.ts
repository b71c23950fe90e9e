import type { Store } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { createVariants, measureEngine, type OnRun } from "widthwise/internal";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Database } from "../database/database.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import { createPhotoQueue, type PhotoQueue } from "../queue/queue.ts";
import type { PipelineSettings } from "../settings/pipeline-settings.ts";
import { createAvifSet } from "./avif-set.ts";
import { type Background, startBackground } from "./background.ts";

const REFILL_INTERVAL_MS = 60_000;

/**
 * Opens the background lane with its queue, its engine and the tasks that the settings turn on; `null`
 * if there are none. The engine has one thread, which starts with the first cut and ends when it is idle.
 *
 * @throws {WidthwiseError} `unavailable` or `misconfigured`; see `createPhotoQueue`
 *
 * @example
 * const background = await openBackground({ ...parts, database, settings, onError, onRun });
 */
export async function openBackground(options: {
	readonly catalogue: Catalogue;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	/** The queue of photos to publish. */
	readonly queue: PhotoQueue;
	readonly database: Database;
	readonly settings: Pick<
		PipelineSettings,
		"avif" | "buckets" | "databaseUrl" | "maxPixels" | "redisUrl" | "workers"
	>;
	readonly onError: (error: unknown) => void;
	readonly onRun: OnRun;
}): Promise<Background | null> {
	const { database, settings, onError } = options;
	const { avif, buckets, databaseUrl, maxPixels, redisUrl, workers } = settings;
	if (!avif) return null;
	const queue = await createPhotoQueue({
		name: "background",
		database,
		redisUrl,
		isOnlyUser: databaseUrl === undefined,
		onError,
	});
	// Not the engine that publishes: that must not wait for a cut.
	const engine = measureEngine(createVipsEngine({ threads: 1, maxPixels }), options.onRun);
	const variants = createVariants({
		store: options.publicStore,
		engines: { own: engine, any: engine },
		concurrency: 1,
	});
	const background = startBackground({
		queue,
		photos: options.queue,
		tasks: [createAvifSet({ ...options, variants, buckets })],
		isWorking: workers > 0,
		intervalMs: REFILL_INTERVAL_MS,
		onError,
	});
	return {
		...background,
		async close() {
			await background.close();
			await engine.close();
		},
	};
}
