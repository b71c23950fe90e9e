import {
	createDelivery,
	createVariants,
	type Engine,
	type ImageOrigin,
	type Store,
} from "widthwise";

/** The buckets that tests deliver. */
export const BUCKETS: readonly number[] = [256, 416, 640];

/** A delivery and what it reported. */
export type Serving = {
	/** `GET` of a path and query, with headers. */
	get(url: string, headers?: Record<string, string>): Promise<Response>;
	respond(request: Request): Promise<Response>;
	forget(photoId: string): void;
	/** Where each image came from, and its bucket. */
	readonly delivered: (readonly [ImageOrigin, number | null])[];
	/** Errors it told of. */
	readonly errors: unknown[];
};

/** Serves images out of a store. */
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
