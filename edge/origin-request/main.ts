import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { MASTER_EDGE } from "widthwise/photo";
import { bakedBuckets } from "../baked.ts";
import { openPublicStore } from "../public-store.ts";
import { createOriginRequest, type OriginRequest } from "./origin-request.ts";

const engine = createInProcessVipsEngine({ maxPixels: MASTER_EDGE ** 2 });

/** The handler that Lambda calls; see {@link createOriginRequest}. */
export const handler: OriginRequest = createOriginRequest({
	buckets: bakedBuckets(),
	engine,
	openStore: openPublicStore,
	// A miss makes four requests to the bucket before cutting; the codec loads in the meantime.
	onMiss: engine.prepare,
	onError: console.error,
});
