import { parseImageUrl, type WidthBuckets } from "widthwise";
import { chooseVariant, type Refusal, variantKey } from "widthwise/url";
import type { FunctionEvent, FunctionRequest, FunctionResponse } from "./event.ts";
import { headerValue, rawQuery } from "./raw-fields.ts";

/**
 * Turns a visitor's request for an image URL into one for its variant's key, without a query: so the
 * path alone is the cache key, and everybody who is to see the same picture shares one entry.
 * Anything else is answered here: 404 outside `/media/`, so that nobody reaches a key by its name,
 * 400 for what cannot be read.
 *
 * Runs as a CloudFront Function (runtime 2.0), so in its language.
 *
 * @param buckets the widths that are cut, ascending
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
