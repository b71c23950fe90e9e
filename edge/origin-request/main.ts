import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { MAX_MASTER_PIXELS } from "widthwise/photo";
import { bakedBuckets } from "../baked.ts";
import { openPublicStore } from "../public-store.ts";
import { isFunctionUrlEvent } from "../regional/event.ts";
import { createRegional, type Regional } from "../regional/regional.ts";
import { readRegionalSettings } from "../regional/settings.ts";
import { createOriginRequest, type OriginRequest } from "./origin-request.ts";

const engine = createInProcessVipsEngine({ maxPixels: MAX_MASTER_PIXELS });

// A miss makes three requests to the bucket before cutting; the codec loads in the meantime.
const options = {
	buckets: bakedBuckets(),
	engine,
	onMiss: engine.prepare,
	onError: console.error,
};

const originRequest = createOriginRequest({ ...options, openStore: openPublicStore });

let regional: Regional | undefined;

/**
 * The handler that Lambda calls: as Lambda@Edge, where it has no settings, see
 * {@link createOriginRequest}; behind a function URL, see {@link createRegional}.
 */
export async function handler(
	event: Parameters<OriginRequest>[0] | Parameters<Regional>[0],
): Promise<Awaited<ReturnType<OriginRequest>> | Awaited<ReturnType<Regional>>> {
	if (!isFunctionUrlEvent(event)) return originRequest(event);
	regional ??= createRegional({ ...options, store: openPublicStore(readRegionalSettings()) });
	return regional(event);
}
