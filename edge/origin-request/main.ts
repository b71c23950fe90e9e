import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { MAX_MASTER_PIXELS } from "widthwise/photo";
import { bakedBuckets } from "../baked.ts";
import { openPublicStore } from "../public-store.ts";
import { createOriginRequest, type OriginRequest } from "./origin-request.ts";

const engine = createInProcessVipsEngine({ maxPixels: MAX_MASTER_PIXELS });

/** The handler that Lambda calls; see {@link createOriginRequest}. */
export const handler: OriginRequest = createOriginRequest({
	buckets: bakedBuckets(),
	engine,
	openStore: openPublicStore,
	// A miss makes four requests to the bucket before cutting; the codec loads in the meantime.
	onMiss: engine.prepare,
	onError: console.error,
});
