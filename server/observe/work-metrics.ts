import type { Pipeline } from "@widthwise/worker/pipeline";
import type { PhotoQueue } from "@widthwise/worker/queue";
import type { Delivery } from "widthwise/internal";
import { keepForASecond } from "./keep.ts";
import type { Metrics } from "./metrics.ts";

type AddGauge = Pick<Metrics, "addGauge">;

/**
 * Adds metrics of the images in memory.
 *
 * @example
 * addCacheMetrics(metrics, delivery.cacheState);
 */
export function addCacheMetrics({ addGauge }: AddGauge, read: Delivery["cacheState"]): void {
	addGauge({ name: "widthwise_cache_images", help: "Images in memory", read: () => read().images });
	addGauge({
		name: "widthwise_cache_bytes",
		help: "Bytes of images in memory",
		read: () => read().bytes,
	});
	addGauge({
		name: "widthwise_cache_limit_bytes",
		help: "The setting CACHE_BYTES",
		read: () => read().maxBytes,
	});
}

/**
 * Adds metrics of the queues, and of what the background lane has done and has left.
 *
 * @example
 * addWorkMetrics(metrics, pipeline);
 */
export function addWorkMetrics(
	{ addGauge }: AddGauge,
	pipeline: Pick<Pipeline, "queue" | "backgroundQueue" | "catalogue" | "variantSets">,
): void {
	const help = "Jobs of a queue, in all processes";
	const label = "state";
	const ofPhotos = keepForASecond(() => jobsOf(pipeline.queue));
	const ofBackground = keepForASecond(() => jobsOf(pipeline.backgroundQueue));
	const progress = keepForASecond(() => pipeline.catalogue.progress(pipeline.variantSets));
	addGauge({ name: "widthwise_publish_jobs", help, label, read: ofPhotos });
	addGauge({ name: "widthwise_background_jobs", help, label, read: ofBackground });
	addGauge({
		name: "widthwise_background_photos_left",
		help: "Photos that the background lane has not done yet; 0 also if none needs it",
		label: "task",
		read: async () =>
			Object.fromEntries(
				Object.entries(await progress()).map(([task, { done, all }]) => [task, all - done]),
			),
	});
}

async function jobsOf({ bull }: PhotoQueue): Promise<Readonly<Record<string, number>>> {
	const {
		waiting = 0,
		prioritized = 0,
		active = 0,
		delayed = 0,
	} = await bull.getJobCounts("waiting", "prioritized", "active", "delayed");
	return { waiting: waiting + prioritized, active, delayed };
}
