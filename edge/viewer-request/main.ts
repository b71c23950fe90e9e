import { bakedBuckets } from "../baked.ts";
import type { FunctionEvent, FunctionRequest, FunctionResponse } from "./event.ts";
import { viewerRequest } from "./viewer-request.ts";

/** The handler that CloudFront calls for every visitor's request; see {@link viewerRequest}. */
export function handler(event: FunctionEvent): FunctionRequest | FunctionResponse {
	return viewerRequest(event, bakedBuckets());
}
