import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { MASTER_EDGE } from "widthwise/photo";
import { bakedBuckets } from "../baked.ts";
import { openPublicStore } from "../public-store.ts";
import { createOriginRequest, type OriginRequest } from "./origin-request.ts";

const engine = createInProcessVipsEngine({ maxPixels: MASTER_EDGE ** 2 });

/** What Lambda calls; see {@link createOriginRequest}. */
export const handler: OriginRequest = createOriginRequest({
	buckets: bakedBuckets(),
	engine,
	openStore: openPublicStore,
	// The bucket is asked four times before there is anything to cut: meanwhile the codec loads.
	onMiss: engine.prepare,
	onError: console.error,
});
