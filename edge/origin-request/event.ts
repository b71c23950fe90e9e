/**
 * A Lambda@Edge origin-request event, as far as we read it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export type OriginRequestEvent = {
	readonly Records: readonly [{ readonly cf: { readonly request: EdgeRequest } }];
};

/** What CloudFront is about to ask the origin; returned, it does. */
export type EdgeRequest = {
	readonly method: string;
	/** The path that the cache was asked for. */
	readonly uri: string;
	readonly querystring: string;
	readonly headers: EdgeHeaders;
	readonly origin?: { readonly s3?: S3Origin };
};

/** An S3 origin of a distribution. */
export type S3Origin = {
	/** What the distribution adds to every request to this origin. */
	readonly customHeaders: EdgeHeaders;
};

/** Headers by their lower-case names. */
export type EdgeHeaders = {
	readonly [name: string]: readonly { readonly key?: string; readonly value: string }[];
};

/** An answer in the origin's place. */
export type EdgeResponse = {
	/** Three digits. */
	readonly status: string;
	readonly statusDescription: string;
	readonly headers: EdgeHeaders;
	readonly body: string;
};
