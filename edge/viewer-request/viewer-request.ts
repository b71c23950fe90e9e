import {
	chooseVariant,
	parseImageUrl,
	type Refusal,
	variantKey,
	type WidthBuckets,
} from "widthwise/url";
import type { FunctionEvent, FunctionRequest, FunctionResponse } from "./event.ts";
import { headerValue, rawQuery } from "./raw-fields.ts";

/**
 * Rewrites a visitor's request for an image URL to its variant's key, without a query. So the path alone
 * is the cache key, and all requests for the same variant share one entry. It refuses other requests:
 * with 404 outside `/media/`, so that keys are unreachable by name, and with 400 for invalid URLs.
 *
 * Runs as a CloudFront Function, and uses only the language of its runtime 2.0.
 *
 * @param buckets the widths of variants in pixels, ascending
 *
 * @example
 * viewerRequest(event, [256, 416]).uri; // "/photos/<id>/w416.webp"
 */
export function viewerRequest(
	event: FunctionEvent,
	buckets: WidthBuckets,
): FunctionRequest | FunctionResponse {
	const request = event.request;
	if (request.uri.indexOf("/media/") !== 0) {
		return refusal({ ok: false, code: "not-found", message: "No such page" });
	}
	const parsed = parseImageUrl(request.uri, rawQuery(request));
	if (!parsed.ok) return refusal(parsed);
	const variant = chooseVariant(parsed.value, headerValue(request, "accept"), buckets);
	request.uri = `/${variantKey(variant)}`;
	request.querystring = {};
	return request;
}

function refusal(reason: Refusal): FunctionResponse {
	const isUnknown = reason.code === "not-found";
	return {
		statusCode: isUnknown ? 404 : 400,
		statusDescription: isUnknown ? "Not Found" : "Bad Request",
		headers: {
			"content-type": { value: "application/json" },
			"cache-control": { value: "no-store" },
			"x-content-type-options": { value: "nosniff" },
		},
		body: JSON.stringify({ error: { code: reason.code, message: reason.message } }),
	};
}
