import type { Engine, Store } from "widthwise";
import type { ImageOrigin } from "widthwise/handler";
import { createDelivery, createVariants } from "widthwise/internal";

/** The buckets of deliveries in tests. */
export const BUCKETS: readonly number[] = [256, 416, 640];

/** A delivery, and what it has reported. */
export type Serving = {
	/** Sends a `GET` request for a path and query, with headers. */
	get(url: string, headers?: Record<string, string>): Promise<Response>;
	respond(request: Request): Promise<Response>;
	forget(photoId: string): void;
	/** The origin and the bucket of each image. */
	readonly delivered: (readonly [ImageOrigin, number | null])[];
	/** The errors passed to `onError`. */
	readonly errors: unknown[];
};

/** Makes a delivery of images from a store. */
export function serve(store: Store, engine: Engine, cacheBytes = 64e6): Serving {
	const delivered: [ImageOrigin, number | null][] = [];
	const errors: unknown[] = [];
	const delivery = createDelivery({
		variants: createVariants({ store, engines: { own: engine, any: engine }, concurrency: 2 }),
		buckets: BUCKETS,
		cacheBytes,
		onAnswered: (_, { origin, bucket }) => origin && delivered.push([origin, bucket]),
		onError: (error) => errors.push(error),
	});
	return {
		get: async (url, headers = {}) =>
			delivery.respond(new Request(`https://photos.example${url}`, { headers })),
		respond: async (request) => delivery.respond(request),
		forget: delivery.forget,
		delivered,
		errors,
	};
}
