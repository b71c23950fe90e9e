import { createSingleFlight } from "../async/single-flight.ts";
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
import { etagOf, matchesEtag } from "./etag.ts";
import { splitUrl } from "./split-url.ts";
import type { ReadyImage, Variants } from "./variants.ts";

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
	/** Drops all images from memory. Call it if notifications of deletions may have been missed. */
	forgetAll(): void;
};

/** Called with each answer before it is returned. It must not throw. */
export type OnAnswered = (request: Request, answer: ImageAnswer) => void;

/** The answer to an image request. */
export type ImageAnswer = {
	/** The HTTP status. */
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

/** An image in memory, with the headers that do not depend on the request. */
type Cached = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly etag: string;
	/** For a hit whose format was requested. */
	readonly headers: Headers;
	/** For a hit whose format was negotiated. */
	readonly negotiatedHeaders: Headers;
};

type Loaded = readonly [Cached, ImageOrigin];

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
 * @param options.onError called with errors that are not the visitor's fault (status 500 and above)
 *
 * @throws {WidthwiseError} `misconfigured` if buckets or formats are not valid
 *
 * @example
 * const delivery = createDelivery({ variants, buckets: DEFAULT_BUCKETS, cacheBytes: 64e6 });
 * Bun.serve({ fetch: delivery.respond });
 */
export function createDelivery(options: {
	readonly variants: Pick<Variants, "ensure" | "forget">;
	readonly buckets: WidthBuckets;
	readonly cacheBytes: number;
	readonly urls?: Pick<UrlGrammar, "parse"> | undefined;
	readonly formats?: readonly ImageFormat[] | undefined;
	readonly negotiate?: readonly ImageFormat[] | undefined;
	readonly cacheControl?: string | undefined;
	readonly onAnswered?: OnAnswered | undefined;
	readonly onError?: ((error: unknown) => void) | undefined;
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
			? createRecentlyUsed<Cached>({
					maxSize: options.cacheBytes,
					sizeOf: ({ bytes }) => Math.max(1, bytes.length),
				})
			: null;

	const loads = createSingleFlight<Loaded>();
	let forgetCount = 0;

	async function load(variant: Variant, key: string): Promise<Loaded> {
		const countBefore = forgetCount;
		const image = await options.variants.ensure(variant);
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
		const answer = (image: Cached, origin: ImageOrigin): Response => {
			const response = imageResponse(request, image, headersOf(image, origin, isNegotiated));
			const { status } = response;
			const bytes = status === 200 && request.method !== "HEAD" ? image.bytes.length : 0;
			const needed = width === null ? null : neededWidth(width, dpr);
			options.onAnswered?.(request, { status, origin, bucket, needed, bytes });
			return response;
		};
		// Synchronous, so that a hit does not wait for the event loop.
		const hot = cache?.get(key);
		if (hot) return answer(hot, "memory");
		return loads
			.run(key, () => load(variant, key))
			.then(
				([image, origin]) => answer(image, origin),
				(error) => refuse(request, error),
			);
	}

	function refuse(request: Request, error: unknown, sending?: ErrorResponseOptions): Response {
		const isOurs = error instanceof WidthwiseError;
		const response = isOurs
			? errorResponse(error.code, error.message, sending)
			: errorResponse("internal", "The image could not be created", sending);
		const { status } = response;
		if (status >= 500) options.onError?.(error);
		options.onAnswered?.(request, { status, origin: null, bucket: null, needed: null, bytes: 0 });
		return response;
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
		forgetAll() {
			forgetCount++;
			cache?.clear();
			loads.forget("");
		},
	};
}

function notAllowed(format: ImageFormat, allowed: readonly ImageFormat[]): WidthwiseError {
	return new WidthwiseError(
		"invalid-format",
		`Cannot deliver ${format.toUpperCase()} here: must be ${allowed.join(", ")}`,
	);
}

async function toCached(
	{ bytes, contentType }: ReadyImage,
	{ cut }: Variant,
	cacheControl: string,
): Promise<Cached> {
	const etag = await etagOf(bytes);
	const headers = new Headers({
		"Content-Type": contentType,
		"Cache-Control": cacheControl,
		ETag: etag,
		"X-Content-Type-Options": "nosniff",
		// RFC 9211
		"Cache-Status": "widthwise; hit",
		"Width-Bucket": cut === null ? "master" : String(cut.bucket),
	});
	return { bytes, etag, headers, negotiatedHeaders: withHeader(headers, "Vary", "Accept") };
}

function withHeader(headers: Headers, name: string, value: string): Headers {
	const copy = new Headers(headers);
	copy.set(name, value);
	return copy;
}

function headersOf(image: Cached, origin: ImageOrigin, isNegotiated: boolean): Headers {
	const hitHeaders = isNegotiated ? image.negotiatedHeaders : image.headers;
	return origin === "cut"
		? withHeader(hitHeaders, "Cache-Status", "widthwise; fwd=miss; stored")
		: hitHeaders;
}

function imageResponse(request: Request, { bytes, etag }: Cached, headers: Headers): Response {
	if (matchesEtag(request.headers.get("if-none-match"), etag)) {
		return new Response(null, { status: 304, headers });
	}
	if (request.method === "HEAD") {
		const length = String(bytes.length);
		return new Response(null, { headers: withHeader(headers, "Content-Length", length) });
	}
	return new Response(bytes, { headers });
}
