import { createHash } from "node:crypto";
import type { ImageFormat, Store, WidthBuckets } from "widthwise";
import { createVariants, type Engines, type ReadyImage } from "widthwise/internal";
import { parseVariantKey, type Variant } from "widthwise/url";
import { IMAGE_CACHE_CONTROL } from "../public-store.ts";
import { NOT_FOUND, type Refusal, refusalBody, UNAVAILABLE } from "../refusals.ts";
import type { FunctionUrlEvent, FunctionUrlResponse } from "./event.ts";

/** Answers a request for a variant that the bucket lacks; see {@link createRegional}. */
export type Regional = (event: FunctionUrlEvent) => Promise<FunctionUrlResponse>;

/**
 * The largest image in a response, in bytes: Lambda allows 6 MB (6,291,456 bytes) of JSON, in which
 * Base64 needs four characters for three bytes.
 */
export const MAX_IMAGE_BYTES = 4_500_000;

/**
 * Makes the handler of the function URL that CloudFront asks if the bucket lacks a variant. It cuts
 * and stores the variant, then answers with it, with the headers that S3 will send from then on. If
 * the image is too large for a response, it redirects to the same image, which is then in the bucket.
 * The answer is 404 for other keys and for missing photos, cached briefly; 503 for failures, never
 * cached.
 *
 * @param options.onMiss called with the format to cut, before its source is read
 * @param options.onError called with failures
 *
 * @example
 * const answer = createRegional({ buckets, engines, store, onMiss: engines.prepare, onError: console.error });
 * (await answer(event)).statusCode; // 200
 */
export function createRegional(options: {
	readonly buckets: WidthBuckets;
	readonly engines: Engines;
	readonly store: Store;
	readonly onMiss?: (format: ImageFormat) => void;
	readonly onError: (error: unknown) => void;
}): Regional {
	const { buckets, engines, store, onError } = options;
	const variants = createVariants({ store, engines, concurrency: 1 });

	async function answer(key: string): Promise<FunctionUrlResponse> {
		const variant = parseVariantKey(key, buckets);
		if (!variant.ok) return refuse(NOT_FOUND);
		const { cut } = variant.value;
		const onMissing = cut ? () => options.onMiss?.(cut.format) : undefined;
		// AWS suspends the function after its response, so the image must be stored before.
		const image = await variants.ensureStoredImage(variant.value, onMissing);
		if (!image) return refuse(NOT_FOUND);
		if (image.bytes.length <= MAX_IMAGE_BYTES) return send(image);
		return redirect(variant.value);
	}

	return async ({ rawPath }) => {
		try {
			return await answer(rawPath.slice(1));
		} catch (error) {
			onError(error);
			return refuse(UNAVAILABLE);
		}
	};
}

function send({ bytes, contentType }: ReadyImage): FunctionUrlResponse {
	return {
		statusCode: 200,
		headers: {
			"content-type": contentType,
			"cache-control": IMAGE_CACHE_CONTROL,
			// S3's own ETag of an object that was put at once.
			etag: `"${createHash("md5").update(bytes).digest("hex")}"`,
		},
		body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64"),
		isBase64Encoded: true,
	};
}

/** To a URL that the viewer function rewrites to the same variant. Its name is of no importance. */
function redirect({ photoId, cut }: Variant): FunctionUrlResponse {
	const query = cut ? `?width=${cut.bucket}&format=${cut.format}` : "";
	return {
		statusCode: 302,
		headers: { location: `/media/${photoId}/image${query}`, "cache-control": "no-store" },
		body: "",
		isBase64Encoded: false,
	};
}

function refuse(refusal: Refusal): FunctionUrlResponse {
	return {
		statusCode: refusal.status,
		headers: { "content-type": "application/json", "cache-control": refusal.cacheControl },
		body: refusalBody(refusal),
		isBase64Encoded: false,
	};
}
