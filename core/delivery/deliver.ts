import type { SetAlarm } from "../async/alarm.ts";
import { createSingleFlight } from "../async/single-flight.ts";
import type { Waiter } from "../async/waiters.ts";
import { createRecentlyUsed } from "../cache/recently-used.ts";
import { WidthwiseError } from "../errors.ts";
import { type ImageFormat, NEGOTIATED_FORMATS, OUTPUT_FORMATS } from "../url/format.ts";
import type { ImageRequest } from "../url/image-request.ts";
import { photoPrefix, variantKey } from "../url/keys.ts";
import { type UrlGrammar, urlGrammar } from "../url/url-grammar.ts";
import { chooseVariant, neededWidth, type Variant } from "../url/variant.ts";
import type { WidthBuckets } from "../url/width.ts";
import { checkBuckets, checkFormats, checkNegotiated } from "./check-options.ts";
import { type ErrorResponseOptions, errorResponse } from "./error-response.ts";
import { CLIENT_LEFT } from "./error-status.ts";
import { type CachedImage, imageResponse, toCached } from "./image-response.ts";
import { splitUrl } from "./split-url.ts";
import type { Variants } from "./variants.ts";
import { type ClientOf, waitFor } from "./wait-for.ts";

/** Answers image requests. */
export type Delivery = {
	/**
	 * Responds to `GET` or `HEAD` of an image URL, synchronously if the image is in memory. Never
	 * rejects.
	 */
	respond(request: Request): Response | Promise<Response>;
	/** Responds with the image that `image` describes and ignores the request's URL. Never rejects. */
	send(request: Request, image: ImageRequest): Response | Promise<Response>;
	/** Responds with an error as JSON. Shows only the message of a `WidthwiseError`. */
	refuse(request: Request, error: unknown, options?: ErrorResponseOptions): Response;
	/** Drops a photo's images from memory. Call it after the photo is deleted. */
	forget(photoId: string): void;
	/** The images in memory. */
	cacheState(): CacheState;
	/** Drops all images from memory. Call it if notifications of deletions may have been missed. */
	forgetAll(): void;
};

/** The images in memory; sizes in bytes. */
export type CacheState = {
	readonly images: number;
	readonly bytes: number;
	/** `cacheBytes`. */
	readonly maxBytes: number;
};

/** Called with each answer before it is returned. It must not throw. */
export type OnAnswered = (request: Request, answer: ImageAnswer) => void;

/** The answer to an image request. */
export type ImageAnswer = {
	/** The HTTP status; 499 if the client left before there was an answer. */
	readonly status: number;
	/** Where the image came from; `null` if there is no image. */
	readonly origin: ImageOrigin | null;
	/** Pixels; `null` for the master, or if there is no image. */
	readonly bucket: number | null;
	/** Device pixels that were requested; `null` for the master, or if there is no image. */
	readonly needed: number | null;
	/** Bytes of the body: 0 for `HEAD`, 304 and errors. */
	readonly bytes: number;
};

/** `memory`: the in-memory cache; `store`: the public store; `cut`: newly cut. */
export type ImageOrigin = "memory" | "store" | "cut";

type Loaded = readonly [CachedImage, ImageOrigin];

/**
 * Creates a delivery, which answers requests for image URLs. It parses the URL, snaps the width,
 * negotiates the format, and sends the variant from memory, from the public store, or newly cut.
 * Images are immutable and have an ETag. Errors are JSON and are not cached.
 *
 * @param options.buckets pixels, ascending
 * @param options.urls the grammar of the URLs; default: `/media/<id>`, with or without a file name
 * @param options.formats the formats that may be requested; must include JPEG; default: all
 * @param options.negotiate the formats that an `Accept` header may choose, the preferred one first;
 *   default: WebP, if it is among `formats`
 * @param options.cacheControl the `Cache-Control` header of images; default: immutable
 * @param options.cacheBytes size of the in-memory cache, in bytes; 0 for none
 * @param options.clientOf names the client of a request: clients take turns; default: all are one
 * @param options.setAlarm the clock for the time within which a request is answered
 * @param options.onError called with errors that are not the visitor's fault (status 500 and above), and
 *   with the request that got one
 *
 * @throws {WidthwiseError} `misconfigured` if buckets or formats are not valid
 *
 * @example
 * const delivery = createDelivery({ variants, buckets: DEFAULT_BUCKETS, cacheBytes: 64e6 });
 * Bun.serve({ fetch: (request) => delivery.respond(request) });
 */
export function createDelivery(options: {
	readonly variants: Pick<Variants, "ensure" | "forget"> & Partial<Pick<Variants, "lanes">>;
	readonly buckets: WidthBuckets;
	readonly cacheBytes: number;
	readonly urls?: Pick<UrlGrammar, "parse"> | undefined;
	readonly formats?: readonly ImageFormat[] | undefined;
	readonly negotiate?: readonly ImageFormat[] | undefined;
	readonly cacheControl?: string | undefined;
	readonly clientOf?: ClientOf | undefined;
	readonly setAlarm?: SetAlarm | undefined;
	readonly onAnswered?: OnAnswered | undefined;
	readonly onError?: ((error: unknown, request?: Request) => void) | undefined;
}): Delivery {
	const {
		urls = urlGrammar({ prefix: "/media/" }),
		formats = OUTPUT_FORMATS.map(({ name }) => name),
		negotiate = NEGOTIATED_FORMATS.filter((name) => formats.includes(name)),
		cacheControl = "public, max-age=31536000, immutable",
	} = options;
	checkBuckets(options.buckets);
	checkFormats(formats);
	checkNegotiated(negotiate, formats);
	const cache =
		options.cacheBytes > 0
			? createRecentlyUsed<CachedImage>({
					maxSize: options.cacheBytes,
					sizeOf: ({ size }) => Math.max(1, size),
				})
			: null;

	const loads = createSingleFlight<Loaded>();
	let forgetCount = 0;

	async function load(variant: Variant, key: string, waiters: Waiter): Promise<Loaded> {
		const countBefore = forgetCount;
		const image = await options.variants.ensure(variant, waiters);
		if (!image) throw new WidthwiseError("not-found", "No such photo");
		image.stored.then(
			(isStored) => isStored || cache?.delete(key),
			(error: unknown) => options.onError?.(error),
		);
		const loaded = await toCached(image, variant, cacheControl);
		// A photo that was deleted during the read must not enter the cache.
		if (forgetCount === countBefore) cache?.set(key, loaded);
		return [loaded, image.isNew ? "cut" : "store"];
	}

	function respond(request: Request): Response | Promise<Response> {
		const { path, query } = splitUrl(request.url);
		const parsed = urls.parse(path, query);
		if (parsed.ok) return send(request, parsed.value);
		return refuse(request, new WidthwiseError(parsed.code, parsed.message));
	}

	function send(request: Request, image: ImageRequest): Response | Promise<Response> {
		const { width, dpr, format } = image;
		if (format !== null && !formats.includes(format)) {
			return refuse(request, notAllowed(format, formats));
		}
		const isNegotiated = width !== null && format === null && negotiate.length > 0;
		const accept = isNegotiated ? (request.headers.get("accept") ?? "") : "";
		const variant = chooseVariant(image, accept, options.buckets, negotiate);
		const key = variantKey(variant);
		const bucket = variant.cut?.bucket ?? null;
		const answer = (image: CachedImage, origin: ImageOrigin): Response => {
			const response = imageResponse(request, image, {
				isNew: origin === "cut",
				isNegotiated,
			});
			const { status } = response;
			const bytes = status === 200 && request.method !== "HEAD" ? image.size : 0;
			const needed = width === null ? null : neededWidth(width, dpr);
			options.onAnswered?.(request, { status, origin, bucket, needed, bytes });
			return response;
		};
		// Synchronous, so that a hit does not wait for the event loop.
		const hot = cache?.get(key);
		if (hot) return answer(hot, "memory");
		const waiting = waitFor(request, {
			...options,
			retryAfterSeconds: () => waitSeconds(variant),
		});
		return loads
			.run(key, (waiters) => load(variant, key, waiters), waiting.waiter)
			.then(
				([image, origin]) => answer(image, origin),
				(error) => refuse(request, error),
			)
			.finally(waiting.end);
	}

	function refuse(request: Request, error: unknown, sending?: ErrorResponseOptions): Response {
		const response = request.signal.aborted
			? new Response(null, { status: CLIENT_LEFT })
			: refusal(error, sending);
		const { status } = response;
		// `busy` is expected: strangers must not fill the log with it.
		const isExpected = error instanceof WidthwiseError && error.code === "busy";
		if (status >= 500 && !isExpected) options.onError?.(error, request);
		options.onAnswered?.(request, { status, origin: null, bucket: null, needed: null, bytes: 0 });
		return response;
	}

	/** Seconds until the lines in which the variant may wait are empty. */
	function waitSeconds({ cut }: Variant): number {
		const lanes = options.variants.lanes?.();
		if (!lanes) return 0;
		if (cut?.format === "avif") return lanes.avif.waitSeconds;
		return Math.max(lanes.own.waitSeconds, lanes.any.waitSeconds);
	}

	return {
		respond,
		send,
		refuse,
		forget(photoId) {
			forgetCount++;
			const prefix = photoPrefix(photoId);
			for (const key of cache?.keys() ?? []) if (key.startsWith(prefix)) cache?.delete(key);
			loads.forget(prefix);
			options.variants.forget(photoId);
		},
		cacheState() {
			const { count = 0, size = 0 } = cache?.state() ?? {};
			return { images: count, bytes: size, maxBytes: options.cacheBytes };
		},
		forgetAll() {
			forgetCount++;
			cache?.clear();
			loads.forget("");
		},
	};
}

function refusal(error: unknown, sending: ErrorResponseOptions = {}): Response {
	if (!(error instanceof WidthwiseError)) {
		return errorResponse("internal", "The image could not be created", sending);
	}
	const { code, message, retryAfterSeconds } = error;
	return errorResponse(code, message, { retryAfterSeconds, ...sending });
}

function notAllowed(format: ImageFormat, allowed: readonly ImageFormat[]): WidthwiseError {
	return new WidthwiseError(
		"invalid-format",
		`Cannot deliver ${format.toUpperCase()} here: must be ${allowed.join(", ")}`,
	);
}
