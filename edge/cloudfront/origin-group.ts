import type { InvocationResult } from "../lambda/local-lambda.ts";
import type { Bucket } from "../settings.ts";
import { createBucketFetch } from "./bucket.ts";
import { field } from "./field.ts";
import type { HttpResponse } from "./messages.ts";
import { originFailure } from "./origin-failure.ts";

/** The statuses of the bucket for which our distribution asks its second origin. */
export const FAILOVER_STATUSES: readonly number[] = [404];

/** Lambda's limit for a response, in bytes of JSON. */
const MAX_RESPONSE_BYTES = 6 * 1024 * 1024;

/**
 * Makes the function that answers misses with an origin group: the bucket, then, if the bucket lacks
 * the object, a Lambda behind a function URL. If the Lambda fails, the answer is 502, as on AWS.
 *
 * @param options.invoke runs the Lambda
 * @param options.onError called with the Lambda's error
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorOriginGroups.html
 *
 * @example
 * const requestOrigin = createOriginGroup({ bucket, invoke: lambda.invoke, onError: console.error });
 * (await requestOrigin("/photos/<id>/w416.webp")).status; // 200
 */
export function createOriginGroup(options: {
	readonly bucket: Bucket;
	readonly invoke: (event: unknown) => Promise<InvocationResult>;
	readonly onError: (error: unknown) => void;
}): (path: string) => Promise<HttpResponse> {
	const fetchObject = createBucketFetch(options.bucket);
	return async (path) => {
		const object = await fetchObject(path);
		if (!FAILOVER_STATUSES.includes(object.status)) return object;
		try {
			const { outcome } = await options.invoke(urlEvent(path));
			if (!outcome.ok) throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
			const response = urlResponse(outcome.value);
			if (!response) throw new Error("The Lambda's response is invalid");
			return response;
		} catch (error) {
			options.onError(error);
			return originFailure(502, "Internal Server Error");
		}
	};
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
function urlEvent(path: string): unknown {
	const domainName = "local.lambda-url.us-east-1.on.aws";
	const http = {
		method: "GET",
		path,
		protocol: "HTTP/1.1",
		sourceIp: "127.0.0.1",
		userAgent: "Amazon CloudFront",
	};
	return {
		version: "2.0",
		routeKey: "$default",
		rawPath: path,
		rawQueryString: "",
		headers: { host: domainName, "user-agent": "Amazon CloudFront" },
		requestContext: { accountId: "anonymous", domainName, http, requestId: crypto.randomUUID() },
		isBase64Encoded: false,
	};
}

/** Reads the Lambda's response; `null` if a function URL would not accept it. */
function urlResponse(value: unknown): HttpResponse | null {
	if (JSON.stringify(value).length > MAX_RESPONSE_BYTES) return null;
	const [status, body] = [field(value, "statusCode"), field(value, "body") ?? ""];
	if (typeof status !== "number" || typeof body !== "string") return null;
	const headers = Object.entries(Object(field(value, "headers") ?? {})).map(([name, text]) => [
		name.toLowerCase(),
		String(text),
	]);
	const encoding = field(value, "isBase64Encoded") === true ? "base64" : "utf8";
	return {
		status,
		headers: Object.fromEntries(headers),
		body: new Uint8Array(Buffer.from(body, encoding)),
	};
}
