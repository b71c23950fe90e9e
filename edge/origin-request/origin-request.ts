import {
	createVariants,
	type Engine,
	type ImageFormat,
	type Store,
	type Variants,
	type WidthBuckets,
} from "widthwise";
import { parseVariantKey } from "widthwise/url";
import type { PublicPlace } from "../public-store.ts";
import type { EdgeRequest, EdgeResponse, OriginRequestEvent } from "./event.ts";
import { originBucket } from "./origin-bucket.ts";

/** Answers an origin-request event; see {@link createOriginRequest}. */
export type OriginRequest = (event: OriginRequestEvent) => Promise<EdgeRequest | EdgeResponse>;

/** Long enough to spare us a rush for something that is not there, in seconds. */
const NOT_FOUND_MAX_AGE = 10;

/**
 * Makes the handler of origin-request events: makes sure that the variant which CloudFront is about
 * to ask the bucket for is there, cutting it if need be, and lets the request pass. So an image
 * never goes through the function's own answer, which is limited to 1 MB, and other regions find it
 * made. Keys that are none of ours, mezzanines too, are 404; so is a photo that does not exist,
 * cached briefly. A failure is 503, which nothing may keep.
 *
 * @param options.openStore opens a bucket's store; called once for each bucket
 * @param options.onMiss told the format of what is going to be cut, before it is known from what
 * @param options.onError told of what failed
 *
 * @example
 * export const handler = createOriginRequest({ buckets, engine, openStore, onMiss: engine.prepare, onError: console.error });
 */
export function createOriginRequest(options: {
	readonly buckets: WidthBuckets;
	readonly engine: Engine;
	readonly openStore: (bucket: PublicPlace) => Store;
	readonly onMiss?: (format: ImageFormat) => void;
	readonly onError: (error: unknown) => void;
}): OriginRequest {
	const { buckets, engine, openStore, onError } = options;
	const opened = new Map<string, { readonly store: Store; readonly variants: Variants }>();

	function open(bucket: PublicPlace): { readonly store: Store; readonly variants: Variants } {
		const name = JSON.stringify(bucket);
		const existing = opened.get(name);
		if (existing) return existing;
		const store = openStore(bucket);
		const variants = createVariants({
			store,
			engines: { own: engine, any: engine },
			concurrency: 1,
		});
		opened.set(name, { store, variants });
		return { store, variants };
	}

	/** Whether the bucket has, in the end, what is asked for. */
	async function makeSure(request: EdgeRequest): Promise<boolean> {
		const key = request.uri.slice(1);
		const variant = parseVariantKey(key, buckets);
		if (!variant.ok) return false;
		const { store, variants } = open(originBucket(request));
		if (await store.head(key)) return true;
		if (variant.value.cut === null) return false;
		options.onMiss?.(variant.value.cut.format);
		const image = await variants.ensure(variant.value);
		return image !== null && (await image.stored);
	}

	return async (event) => {
		const { request } = event.Records[0].cf;
		try {
			return (await makeSure(request)) ? request : notFound();
		} catch (error) {
			onError(error);
			return unavailable();
		}
	};
}

function notFound(): EdgeResponse {
	const headers = json(`public, max-age=${NOT_FOUND_MAX_AGE}`);
	return { status: "404", statusDescription: "Not Found", headers, body: error("not-found") };
}

function unavailable(): EdgeResponse {
	const headers = json("no-store");
	const body = error("unavailable");
	return { status: "503", statusDescription: "Service Unavailable", headers, body };
}

function json(cacheControl: string): EdgeResponse["headers"] {
	return {
		"content-type": [{ key: "Content-Type", value: "application/json" }],
		"cache-control": [{ key: "Cache-Control", value: cacheControl }],
	};
}

const MESSAGES = {
	"not-found": "No such image",
	unavailable: "The image could not be made: try again in a moment",
} as const;

function error(code: keyof typeof MESSAGES): string {
	return JSON.stringify({ error: { code, message: MESSAGES[code] } });
}
