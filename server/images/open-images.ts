import type { PhotoEvents } from "@widthwise/worker/catalogue";
import type { Log } from "@widthwise/worker/logging";
import { NICENESS } from "@widthwise/worker/niceness";
import type { OpenThreads } from "@widthwise/worker/open-threads";
import { parseImageUrl, type Store, type WidthBuckets } from "widthwise";
import { createBunEngine } from "widthwise/engine/bun";
import {
	createDelivery,
	createVariants,
	type Delivery,
	measureEngine,
	type PoolState,
} from "widthwise/internal";
import type { Visitors } from "../http/visitors.ts";
import type { AccessLog } from "../observe/access-log.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { RequestLog } from "../observe/request-log.ts";
import { lowerPool } from "./lower-pool.ts";

/** Delivers images to visitors. */
export type Images = {
	readonly delivery: Delivery;
	/** The threads that cut, by pool. */
	threads(): Readonly<Record<"cut" | "avif", PoolState>>;
	/** Stops cutting. */
	close(): Promise<void>;
};

/** Cuts that run at the same time: each holds one decoded mezzanine in memory. */
const CONCURRENT_CUTS = 8;

/**
 * Opens the delivery of images from the public store. Counts and logs requests, and drops cached
 * images of photos that any process deletes or replaces.
 *
 * @param options.maxPixels larger images are not decoded
 * @param options.cacheBytes size of the in-memory cache; 0: none
 * @param options.accessLog `undefined`: requests are not logged
 *
 * @example
 * const { delivery, close } = openImages({ publicStore, events, maxPixels, buckets, ... });
 */
export function openImages(options: {
	readonly publicStore: Store;
	readonly events: Pick<PhotoEvents, "subscribe">;
	readonly maxPixels: number;
	readonly buckets: WidthBuckets;
	readonly cacheBytes: number;
	readonly metrics: Pick<Metrics, "answered" | "ran" | "watchLines">;
	readonly accessLog: Pick<AccessLog, "add"> | undefined;
	readonly requests: Pick<RequestLog, "noteImage" | "idOf">;
	readonly visitors: Pick<Visitors, "networkOf">;
	readonly onError: Log["error"];
	readonly openThreads: OpenThreads;
}): Images {
	const { publicStore, events, maxPixels, buckets, cacheBytes, onError } = options;
	const { metrics, accessLog, requests } = options;
	// Not the pipeline's engine, so that visitors and publishing do not wait for each other.
	const vips = options.openThreads.vips({ threads: 1, maxPixels, niceness: NICENESS.cut });
	// A thread of its own, which starts with the first AVIF: no other image waits for one.
	const avif = options.openThreads.vips({ threads: 1, maxPixels, niceness: NICENESS.cutAvif });
	const variants = createVariants({
		store: publicStore,
		engines: {
			own: measureEngine(lowerPool(createBunEngine(), NICENESS.pool), metrics.ran),
			any: measureEngine(vips, metrics.ran),
			avif: measureEngine(avif, metrics.ran),
		},
		concurrency: CONCURRENT_CUTS,
	});
	metrics.watchLines(variants.lanes);
	const delivery = createDelivery({
		variants,
		urls: { parse: parseImageUrl },
		buckets,
		cacheBytes,
		clientOf(request) {
			return options.visitors.networkOf(request);
		},
		onAnswered(request, answer) {
			metrics.answered(answer);
			accessLog?.add(request, answer);
			requests.noteImage(request, answer);
		},
		onError: (error, request) =>
			onError(error, request === undefined ? {} : { requestId: requests.idOf(request) }),
	});
	// Another process may delete, replace or withdraw a photo.
	events.subscribe(({ id, status, step }) => {
		if (status === "removed" || status === "failed" || step === "replaced") delivery.forget(id);
	}, delivery.forgetAll);
	return {
		delivery,
		threads: () => ({ cut: vips.threads(), avif: avif.threads() }),
		async close() {
			await Promise.all([vips.close(), avif.close()]);
		},
	};
}
