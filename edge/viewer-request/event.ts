/**
 * A CloudFront Functions event, version 1.0, as far as we read it. Names are lower-case; names and
 * values of the query are as sent, not decoded.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export type FunctionEvent = { readonly request: FunctionRequest };

/** A viewer's request; what the function changes of it is what the cache is asked for. */
export type FunctionRequest = {
	readonly method: string;
	/** The raw path. */
	uri: string;
	querystring: FunctionFields;
	readonly headers: FunctionFields;
	readonly cookies: FunctionFields;
	/** The query without its `?`; `undefined` where there is none. Runtime 2.0. */
	readonly rawQueryString?: () => string | undefined;
};

/** Query parameters, headers or cookies; `multiValue`, in order, where a name comes more than once. */
export type FunctionFields = { readonly [name: string]: FunctionField };

/** One of them. */
export type FunctionField = {
	readonly value: string;
	readonly multiValue?: readonly { readonly value: string }[];
};

/** An answer that the function gives itself. */
export type FunctionResponse = {
	readonly statusCode: number;
	readonly statusDescription: string;
	readonly headers: FunctionFields;
	readonly body: string;
};
