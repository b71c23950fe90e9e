import { bakedBuckets } from "../baked.ts";
import { createLambdaEngines } from "../cutting/lambda-engines.ts";
import { openPublicStore } from "../public-store.ts";
import { isFunctionUrlEvent } from "../regional/event.ts";
import { createRegional, type Regional } from "../regional/regional.ts";
import { readRegionalSettings } from "../regional/settings.ts";
import { createOriginRequest, type OriginRequest } from "./origin-request.ts";

const engines = createLambdaEngines(new URL(".", import.meta.url));

const options = {
	buckets: bakedBuckets(),
	engines,
	onMiss: engines.prepare,
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
