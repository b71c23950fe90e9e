import type { InvocationResult } from "../lambda/local-lambda.ts";
import type { Bucket } from "../settings.ts";
import { createBucketFetch } from "./bucket.ts";
import { field } from "./field.ts";
import type { HttpResponse } from "./messages.ts";
import { originFailure } from "./origin-failure.ts";

/**
 * Makes the function that answers misses. It invokes the origin-request Lambda, then fetches the object
 * from the bucket, unless the Lambda returned a response. If the Lambda fails, the answer is 503; if its
 * response is invalid, 502.
 *
 * @param options.invoke runs the Lambda
 * @param options.onError called with the Lambda's error
 *
 * @example
 * const requestOrigin = createOrigin({ bucket, invoke: lambda.invoke, onError: console.error });
 * (await requestOrigin("/photos/<id>/w416.webp")).status; // 200
 */
export function createOrigin(options: {
	readonly bucket: Bucket;
	readonly invoke: (event: unknown) => Promise<InvocationResult>;
	readonly onError: (error: unknown) => void;
}): (path: string) => Promise<HttpResponse> {
	const fetchObject = createBucketFetch(options.bucket);
	return async (path) => {
		const event = originEvent(path, options.bucket);
		try {
			const { outcome } = await options.invoke(event);
			if (!outcome.ok) throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
			const uri = field(outcome.value, "uri");
			if (typeof uri === "string") return await fetchObject(uri);
			return (
				generatedResponse(outcome.value) ?? originFailure(502, "The Lambda's response is invalid")
			);
		} catch (error) {
			options.onError(error);
			return originFailure(503, "The Lambda failed");
		}
	};
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html */
function originEvent(path: string, { bucket, region, prefix, endpoint }: Bucket): unknown {
	const headers = Object.entries({ bucket, region, prefix, endpoint })
		.filter(([, value]) => value !== "")
		.map(([name, value]) => [`x-widthwise-${name}`, [{ key: `x-widthwise-${name}`, value }]]);
	const origin = {
		s3: {
			authMethod: "none",
			customHeaders: Object.fromEntries(headers),
			domainName: `${bucket}.s3.${region}.amazonaws.com`,
			path: prefix === "" ? "" : `/${prefix}`,
			region,
		},
	};
	const config = {
		distributionDomainName: "d111111abcdef8.cloudfront.net",
		distributionId: "LOCAL",
		eventType: "origin-request",
		requestId: crypto.randomUUID(),
	};
	const request = {
		clientIp: "127.0.0.1",
		method: "GET",
		uri: path,
		querystring: "",
		headers: { "user-agent": [{ key: "User-Agent", value: "Amazon CloudFront" }] },
		origin,
	};
	return { Records: [{ cf: { config, request } }] };
}

/** Reads a response that the Lambda generated; `null` if CloudFront would not accept it. */
function generatedResponse(value: unknown): HttpResponse | null {
	const [status, body] = [Number(field(value, "status")), field(value, "body") ?? ""];
	if (!Number.isInteger(status) || status < 200 || status > 599) return null;
	if (typeof body !== "string") return null;
	const headers = Object.entries(Object(field(value, "headers") ?? {})).map(([name, values]) => [
		name,
		Array.isArray(values) ? values.map((one: unknown) => field(one, "value")).join(", ") : "",
	]);
	return { status, headers: Object.fromEntries(headers), body: new TextEncoder().encode(body) };
}
