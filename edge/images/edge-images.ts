import {
	type Engine,
	parseImageUrl,
	type Store,
	type WidthBuckets,
	WidthwiseError,
} from "widthwise";
import { createDelivery, type Delivery } from "widthwise/internal";
import type { CutLimits } from "./can-cut.ts";
import { type Continue, createEdgeVariants } from "./edge-variants.ts";
import { KEEPS_NOTHING, type KeptImages } from "./kept-images.ts";

/** Answers requests for images, where no server is. Never rejects. */
export type EdgeImages = (request: Request, context?: EdgeContext) => Promise<Response>;

/** What a runtime offers for one request. */
export type EdgeContext = {
	/** Default: keeps nothing. */
	readonly kept?: KeptImages;
	/** Default: what was begun goes on anyway. */
	readonly continueWith?: Continue;
};

/** The path that our server's route for images has. */
const IMAGE_PATH = /^\/media\/[^/]+\/[^/]+\/?$/;

/** For an image that replaces one that could not be cut here, and may be stored soon. */
const REPLACEMENT_CACHE_CONTROL = "public, max-age=300";

/**
 * Makes the handler of an edge without a server: `GET` and `HEAD` of `/media/<id>/<name>`, with our
 * server's statuses, headers and errors; 404 for everything else, as our server answers there. Variants come
 * from a cache, from the public store, or are cut and stored.
 *
 * @param options.buckets pixels, ascending
 * @param options.maxCutBytes bytes that a cut may take; default: any
 * @param options.onError called with errors that are not the visitor's
 *
 * @example
 * const images = createEdgeImages({ store, engine, buckets, onError: console.error });
 * const response = await images(new Request("https://photos.example/media/a/b.jpg"));
 */
export function createEdgeImages(options: {
	readonly store: Store;
	readonly engine: Engine;
	readonly buckets: WidthBuckets;
	readonly maxCutBytes?: number | undefined;
	readonly onError: (error: unknown) => void;
}): EdgeImages {
	const { store, engine, buckets, maxCutBytes: maxBytes, onError } = options;
	const limits: CutLimits = { engine, maxBytes };
	const variants = createEdgeVariants({ store, engine, limits, onError });

	function deliveryFor(
		{ kept = KEEPS_NOTHING, continueWith = () => {} }: EdgeContext,
		onReplaced: () => void,
	): Delivery {
		return createDelivery({
			variants: variants({ kept, continueWith, onReplaced }),
			urls: { parse: parseImageUrl },
			buckets,
			// No notification of deleted photos arrives here.
			cacheBytes: 0,
			onError,
		});
	}

	return async (request, context = {}) => {
		let isReplaced = false;
		const delivery = deliveryFor(context, () => {
			isReplaced = true;
		});
		const { pathname } = new URL(request.url);
		const isRead = request.method === "GET" || request.method === "HEAD";
		if (!isRead || !IMAGE_PATH.test(pathname)) {
			const message = `Nothing found at ${pathname}`;
			return delivery.refuse(request, new WidthwiseError("not-found", message));
		}
		const response = await delivery.respond(request);
		if (isReplaced && response.status < 400) {
			response.headers.set("Cache-Control", REPLACEMENT_CACHE_CONTROL);
		}
		return response;
	};
}
