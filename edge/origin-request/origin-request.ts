import type { ImageFormat, Store, WidthBuckets } from "widthwise";
import { createVariants, type Engines, type Variants } from "widthwise/internal";
import { parseVariantKey } from "widthwise/url";
import type { PublicStoreLocation } from "../public-store.ts";
import { NOT_FOUND, type Refusal, refusalBody, UNAVAILABLE } from "../refusals.ts";
import type { EdgeRequest, EdgeResponse, OriginRequestEvent } from "./event.ts";
import { originBucket } from "./origin-bucket.ts";

/** Answers an origin-request event; see {@link createOriginRequest}. */
export type OriginRequest = (event: OriginRequestEvent) => Promise<EdgeRequest | EdgeResponse>;

/**
 * Makes the handler of origin-request events. If the bucket lacks the variant, the handler cuts and
 * stores it; then it forwards the request to the bucket. So an image is never part of the function's
 * own response, which is limited to 1 MB, and other regions find the stored variant. The answer is 404
 * for other keys, including mezzanines, and for missing photos, cached briefly. It is 503 for failures,
 * never cached.
 *
 * @param options.openStore opens a bucket's store; called once for each bucket
 * @param options.onMiss called with the format to cut, before its source is read
 * @param options.onError called with failures
 *
 * @example
 * export const handler = createOriginRequest({ buckets, engines, openStore, onMiss: engines.prepare, onError: console.error });
 */
export function createOriginRequest(options: {
	readonly buckets: WidthBuckets;
	readonly engines: Engines;
	readonly openStore: (bucket: PublicStoreLocation) => Store;
	readonly onMiss?: (format: ImageFormat) => void;
	readonly onError: (error: unknown) => void;
}): OriginRequest {
	const { buckets, engines, openStore, onError } = options;
	const opened = new Map<string, Variants>();

	function open(bucket: PublicStoreLocation): Variants {
		const name = JSON.stringify(bucket);
		const existing = opened.get(name);
		if (existing) return existing;
		const variants = createVariants({ store: openStore(bucket), engines, concurrency: 1 });
		opened.set(name, variants);
		return variants;
	}

	/** Cuts the requested variant if it is missing; returns whether the bucket has it. */
	async function ensureStored(request: EdgeRequest): Promise<boolean> {
		const key = request.uri.slice(1);
		const variant = parseVariantKey(key, buckets);
		if (!variant.ok) return false;
		const { cut } = variant.value;
		const onMissing = cut ? () => options.onMiss?.(cut.format) : undefined;
		return open(originBucket(request)).ensureStored(variant.value, onMissing);
	}

	return async (event) => {
		const { request } = event.Records[0].cf;
		try {
			return (await ensureStored(request)) ? request : refuse(NOT_FOUND);
		} catch (error) {
			onError(error);
			return refuse(UNAVAILABLE);
		}
	};
}

function refuse(refusal: Refusal): EdgeResponse {
	return {
		status: String(refusal.status),
		statusDescription: refusal.reason,
		headers: {
			"content-type": [{ key: "Content-Type", value: "application/json" }],
			"cache-control": [{ key: "Cache-Control", value: refusal.cacheControl }],
		},
		body: refusalBody(refusal),
	};
}
