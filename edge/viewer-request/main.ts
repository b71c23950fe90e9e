import { bakedBuckets } from "../baked.ts";
import type { FunctionEvent, FunctionRequest, FunctionResponse } from "./event.ts";
import { viewerRequest } from "./viewer-request.ts";

/** What CloudFront calls for every request of a visitor; see {@link viewerRequest}. */
export function handler(event: FunctionEvent): FunctionRequest | FunctionResponse {
	return viewerRequest(event, bakedBuckets());
}
