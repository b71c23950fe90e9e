import { createDelivery } from "../delivery/deliver.ts";
import { errorResponse } from "../delivery/error-response.ts";
import { splitUrl } from "../delivery/split-url.ts";
import { createVariants } from "../delivery/variants.ts";
import type { Source } from "../source/source.ts";
import { PATH_ID } from "../url/id-form.ts";
import { urlGrammar } from "../url/url-grammar.ts";
import { DEFAULT_BUCKETS } from "../url/width.ts";
import { checkHandlerOptions } from "./check-handler-options.ts";
import { checkRequest } from "./check-request.ts";
import { deliverFromSource } from "./deliver-from-source.ts";
import type { ImageHandlerOptions } from "./image-handler-options.ts";
import { respondToMethod } from "./methods.ts";
import { createOriginalPublisher } from "./original-publisher.ts";
import { requireSandbox } from "./require-sandbox.ts";
import { createSourcePhotos, type SourcePhotos } from "./source-photos.ts";

/** Answers requests for images, in any server that speaks the Fetch API. */
export type ImageHandler = {
	/**
	 * The response to a request whose path begins with the prefix of the image URLs; `null` for other
	 * requests, which another handler may answer. Never rejects; throws `invalid-argument` for what is no
	 * `Request`.
	 */
	handle(request: Request): Response | Promise<Response> | null;
	/** The same for a whole server: 404 instead of `null`. */
	respond(request: Request): Response | Promise<Response>;
	/** Drops a photo's images from memory: call it after `unpublish`. */
	forget(photoId: string): void;
	/**
	 * For a graceful stop: close the server first, then the handler, then the engine. From now on nothing
	 * is cut or published: requests that need it get 503. Resolves when what is running has ended and is
	 * stored. Never rejects; safe to repeat. Does not close the engine, the store or the source.
	 */
	close(): Promise<void>;
};

/** Seconds for which caches may deliver an image while they ask for a newer one (RFC 5861, 3). */
const STALE_SECONDS = 86_400;

/**
 * Makes the handler for a site's images: snaps widths, negotiates formats, cuts what is missing and
 * stores it. Images of published photos are immutable; those of originals in a source are revalidated.
 *
 * @throws {WidthwiseError} `misconfigured` if untrusted bytes would be decoded by native code, or if
 *   another option is not valid; `invalid-argument` for a store, engine, source or grammar that is
 *   none
 *
 * @example
 * const images = createImageHandler({ store: createMemoryStore(), engine: createVipsEngine() });
 * Bun.serve({ fetch: images.respond });
 */
export function createImageHandler(options: ImageHandlerOptions): ImageHandler {
	checkHandlerOptions(options);
	const { store, source, clientOf, onAnswered, onError } = options;
	const id = source ? PATH_ID : undefined;
	const { urls = urlGrammar({ prefix: "/media/", id }), revalidateSeconds = 60 } = options;
	const engines = requireSandbox(options.engine);
	const concurrency = options.concurrency ?? 4;
	const variants = createVariants({ store, engines, concurrency, quality: options.quality });
	const delivery = createDelivery({
		variants,
		urls,
		buckets: options.buckets ?? DEFAULT_BUCKETS,
		formats: options.formats,
		negotiate: options.negotiate,
		cacheBytes: options.cacheBytes ?? 64e6,
		cacheControl: source && cacheControlOf(revalidateSeconds),
		clientOf,
		onAnswered,
		onError,
	});

	function openPhotos(source: Source): SourcePhotos {
		const publisher = createOriginalPublisher({
			store,
			engine: engines.any,
			inspector: options.inspector,
			maxBytes: options.maxOriginalBytes ?? 64e6,
			maxPixels: options.maxPixels ?? 150e6,
			keepsCredit: options.credit === "keep",
		});
		return createSourcePhotos({
			source,
			publisher,
			revalidateMs: revalidateSeconds * 1000,
			onRemoved: delivery.forget,
			onError: (error) => onError?.(error),
			now: options.now,
		});
	}

	const photos = source && openPhotos(source);
	const deliver = photos
		? deliverFromSource({ urls, photos, delivery, clientOf })
		: delivery.respond;

	function handle(request: Request): Response | Promise<Response> | null {
		checkRequest(request);
		if (!splitUrl(request.url).path.startsWith(urls.prefix)) return null;
		return respondToMethod(request.method) ?? deliver(request);
	}

	return {
		handle,
		respond: (request) => handle(request) ?? errorResponse("not-found", "There is no such page"),
		forget: delivery.forget,
		async close() {
			await Promise.all([photos?.close(), variants.close()]);
		},
	};
}

function cacheControlOf(revalidateSeconds: number): string {
	return `public, max-age=${revalidateSeconds}, stale-while-revalidate=${STALE_SECONDS}`;
}
