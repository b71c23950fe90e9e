import { bakedBuckets } from "@widthwise/edge/baked";
import { createOriginRequest } from "@widthwise/edge/origin-request";
import { IMAGE_CACHE_CONTROL } from "@widthwise/edge/public-store";
import { createValidate, readValidateSettings } from "@widthwise/edge/validate";
import { createSharpEngine } from "./sharp-engine.mjs";

/** @returns our Lambda@Edge, on sharp and a store in an S3 bucket */
export function createSharpOriginRequest(createStore) {
	const engine = createSharpEngine();
	return createOriginRequest({
		buckets: bakedBuckets(),
		engines: { own: engine, any: engine },
		openStore: (bucket) => createStore({ ...bucket, cacheControl: IMAGE_CACHE_CONTROL }),
		onError: console.error,
	});
}

/** @returns our Lambda that publishes photos, on sharp and stores in S3 buckets */
export function createSharpValidate(createStore) {
	const settings = readValidateSettings();
	return createValidate({
		...settings,
		location: settings.media,
		media: createStore(settings.media),
		publicStore: createStore({ ...settings.publicStore, cacheControl: IMAGE_CACHE_CONTROL }),
		engine: createSharpEngine(),
		report: () => {},
	});
}
