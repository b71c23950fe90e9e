/**
 * A CloudFront Functions event, version 1.0: the fields that we read. Names are lower-case; names and
 * values of the query are as sent, not decoded.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export type FunctionEvent = { readonly request: FunctionRequest };

/** A viewer's request. The function changes it to the request for the cache. */
export type FunctionRequest = {
	readonly method: string;
	/** The raw path. */
	uri: string;
	querystring: FunctionFields;
	readonly headers: FunctionFields;
	readonly cookies: FunctionFields;
	/** The query without its `?`; `undefined` if there is none. Runtime 2.0. */
	readonly rawQueryString?: () => string | undefined;
};

/** Query parameters, headers or cookies. Repeated names have `multiValue`, in order. */
export type FunctionFields = { readonly [name: string]: FunctionField };

/** A query parameter, header or cookie. */
export type FunctionField = {
	readonly value: string;
	readonly multiValue?: readonly { readonly value: string }[];
};

/** A response that the function generates. */
export type FunctionResponse = {
	readonly statusCode: number;
	readonly statusDescription: string;
	readonly headers: FunctionFields;
	readonly body: string;
};
