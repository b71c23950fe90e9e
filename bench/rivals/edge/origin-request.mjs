import { bakedBuckets } from "@widthwise/edge/baked";
import { createOriginRequest } from "@widthwise/edge/origin-request";
import { openPublicStore } from "@widthwise/edge/public-store";
import { createSharpEngine } from "./sharp-engine.mjs";

export const handler = createOriginRequest({
	buckets: bakedBuckets(),
	engine: createSharpEngine(),
	openStore: openPublicStore,
	onError: console.error,
});
