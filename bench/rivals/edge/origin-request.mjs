import { bakedBuckets } from "@widthwise/edge/baked.ts";
import { createOriginRequest } from "@widthwise/edge/origin-request/origin-request.ts";
import { openPublicStore } from "@widthwise/edge/public-store.ts";
import { createSharpEngine } from "./sharp-engine.mjs";

export const handler = createOriginRequest({
	buckets: bakedBuckets(),
	engine: createSharpEngine(),
	openStore: openPublicStore,
	onError: console.error,
});
