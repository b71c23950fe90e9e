import type { Qualities } from "../delivery/check-options.ts";
import { createDelivery, type OnAnswered } from "../delivery/deliver.ts";
import { errorResponse } from "../delivery/error-response.ts";
import { splitUrl } from "../delivery/split-url.ts";
import { createVariants, type Engines } from "../delivery/variants.ts";
import type { Engine } from "../engines/engine.ts";
import { WidthwiseError } from "../errors.ts";
import type { Source } from "../source/source.ts";
import type { Store } from "../store/store.ts";
import type { ImageFormat } from "../url/format.ts";
import { PATH_ID } from "../url/id-form.ts";
import { type UrlGrammar, urlGrammar } from "../url/url-grammar.ts";
import { DEFAULT_BUCKETS, type WidthBuckets } from "../url/width.ts";
import { deliverFromSource } from "./deliver-from-source.ts";
import { respondToMethod } from "./methods.ts";
import { createOriginalPublisher } from "./original-publisher.ts";
import { requireSandbox } from "./require-sandbox.ts";
import { createSourcePhotos, type SourcePhotos } from "./source-photos.ts";

/** Answers requests for images, in any server that speaks the Fetch API. */
export type ImageHandler = {
	/**
	 * The response to a request whose path begins with the prefix of the image URLs; `null` for other
	 * requests, which another handler may answer. Never rejects.
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

/** How images are served. Only `store` and `engine` have no default. */
export type ImageHandlerOptions = {
	/** Where masters, mezzanines and variants are. */
	readonly store: Store;
	/** A sandboxed engine; or two, of which `any` is sandboxed and `own` cuts from what it encoded. */
	readonly engine: Engine | Engines;
	/** Where originals are, to be published when they are first asked for. Default: `publish` only. */
	readonly source?: Source | undefined;
	/** Default: `/media/<id>?width=400`, where the ids of a source are paths. */
	readonly urls?: UrlGrammar | undefined;
	/** Pixels, ascending. Default: `DEFAULT_BUCKETS`. */
	readonly buckets?: WidthBuckets | undefined;
	/** 1 to 100 for each format. Variants in the store keep the quality that they were cut with. */
	readonly quality?: Qualities | undefined;
	/**
	 * The formats that are delivered, JPEG among them. WebP and JPEG are negotiated; AVIF, which takes five
	 * times as long to encode as WebP, is delivered only to URLs with `format=avif`. Default: all.
	 */
	readonly formats?: readonly ImageFormat[] | undefined;
	/** Bytes of images in memory; 0 for none. Default 64 000 000. */
	readonly cacheBytes?: number | undefined;
	/** Images cut at the same time. Default 4. */
	readonly concurrency?: number | undefined;
	/** Seconds after which an original in the source is looked up again, here and in caches. Default 60. */
	readonly revalidateSeconds?: number | undefined;
	/** Bytes of the largest original in the source. Default 64 000 000. */
	readonly maxOriginalBytes?: number | undefined;
	/** Pixels of the largest original in the source. Default 150 000 000. */
	readonly maxPixels?: number | undefined;
	/**
	 * "keep": the masters of originals in the source keep artist and copyright, as EXIF. What is published
	 * already stays as it is. Default: "drop".
	 */
	readonly credit?: "keep" | "drop" | undefined;
	/** Called with each answer before it is sent; must not throw. */
	readonly onAnswered?: OnAnswered | undefined;
	/** Called with errors that are not the visitor's; must not throw. */
	readonly onError?: ((error: unknown) => void) | undefined;
	/** A clock, in milliseconds. Default: `Date.now`. */
	readonly now?: (() => number) | undefined;
};

/** Seconds for which caches may deliver an image while they ask for a newer one (RFC 5861, 3). */
const STALE_SECONDS = 86_400;

/**
 * Makes the handler for a site's images: snaps widths, negotiates formats, cuts what is missing and
 * stores it. Images of published photos are immutable; those of originals in a source are revalidated.
 *
 * @throws {WidthwiseError} `misconfigured` if foreign bytes would be decoded by native code, or if
 *   another option is not valid
 *
 * @example
 * const images = createImageHandler({ store: createMemoryStore(), engine: createVipsEngine() });
 * Bun.serve({ fetch: images.respond });
 */
export function createImageHandler(options: ImageHandlerOptions): ImageHandler {
	const { store, source, onAnswered, onError } = options;
	const id = source ? PATH_ID : undefined;
	const { urls = urlGrammar({ prefix: "/media/", id }), revalidateSeconds = 60 } = options;
	const engines = requireSandbox(options.engine);
	const concurrency = options.concurrency ?? 4;
	requireWhole("concurrency", concurrency, 1);
	requireWhole("revalidateSeconds", revalidateSeconds, 0);
	const variants = createVariants({ store, engines, concurrency, quality: options.quality });
	const delivery = createDelivery({
		variants,
		urls,
		buckets: options.buckets ?? DEFAULT_BUCKETS,
		formats: options.formats,
		cacheBytes: options.cacheBytes ?? 64e6,
		cacheControl: source && cacheControlOf(revalidateSeconds),
		onAnswered,
		onError,
	});

	function openPhotos(source: Source): SourcePhotos {
		const publisher = createOriginalPublisher({
			store,
			engine: engines.any,
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
	const deliver = photos ? deliverFromSource({ urls, photos, delivery }) : delivery.respond;

	function handle(request: Request): Response | Promise<Response> | null {
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

function requireWhole(name: string, value: number, min: number): void {
	if (Number.isSafeInteger(value) && value >= min) return;
	const message = `${name} must be a whole number of at least ${min}; got ${value}`;
	throw new WidthwiseError("misconfigured", message);
}
