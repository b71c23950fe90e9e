/**
 * A Lambda@Edge origin-request event: the fields that we read.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export type OriginRequestEvent = {
	readonly Records: readonly [{ readonly cf: { readonly request: EdgeRequest } }];
};

/** The request that CloudFront is about to send to the origin; if the function returns it, it is sent. */
export type EdgeRequest = {
	readonly method: string;
	/** The path in the cache's key. */
	readonly uri: string;
	readonly querystring: string;
	readonly headers: EdgeHeaders;
	readonly origin?: { readonly s3?: S3Origin };
};

/** An S3 origin of a distribution. */
export type S3Origin = {
	/** The headers that the distribution adds to every request to this origin. */
	readonly customHeaders: EdgeHeaders;
};

/** Headers by lower-case name. */
export type EdgeHeaders = {
	readonly [name: string]: readonly { readonly key?: string; readonly value: string }[];
};

/** A response that the function generates instead of the origin. */
export type EdgeResponse = {
	/** Three digits. */
	readonly status: string;
	readonly statusDescription: string;
	readonly headers: EdgeHeaders;
	readonly body: string;
};
