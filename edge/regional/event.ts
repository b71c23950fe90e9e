/**
 * The event of a Lambda function URL: the fields that we read.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export type FunctionUrlEvent = {
	/** The path of the request: a variant's key after a slash. */
	readonly rawPath: string;
	readonly requestContext: { readonly http: { readonly method: string } };
};

/** What a function URL answers. */
export type FunctionUrlResponse = {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	/** Text, or bytes in Base64. */
	readonly body: string;
	readonly isBase64Encoded: boolean;
};

/**
 * Whether an event comes from a function URL.
 *
 * @example
 * isFunctionUrlEvent({ rawPath: "/a", requestContext: { http: { method: "GET" } } }); // true
 */
export function isFunctionUrlEvent<Other extends object>(
	event: FunctionUrlEvent | Other,
): event is FunctionUrlEvent {
	return "rawPath" in event && "requestContext" in event;
}
