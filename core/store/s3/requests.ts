import type { LocalFile, PutOptions } from "../store.ts";

/** What a response says of an object. */
export type S3Headers = {
	/** Bytes of the response's body, or of the object if it was requested without its body. */
	readonly size: number | undefined;
	readonly contentType: string | undefined;
	readonly etag: string | undefined;
	readonly metadata: Readonly<Record<string, string>> | undefined;
};

/** The bytes to read, both ends included; without `end`, all from `start`. */
export type S3Range = { readonly start: number; readonly end?: number };

/** How to store an object. */
export type S3PutOptions = PutOptions & {
	/** The object's `Cache-Control` header. */
	readonly cacheControl: string | undefined;
};

/** Some of the keys that start with a prefix. */
export type S3Page = {
	readonly keys: readonly string[];
	/** Continues the list; `undefined` on the last page. */
	readonly continuation: string | undefined;
};

/**
 * The requests of a store to its S3 bucket, sent by some client of S3. Keys include the store's
 * prefix. Requests are retried and have a time limit. They resolve when the response starts, and
 * reject with errors like the SDK's: `name` is S3's error code, `$metadata.httpStatusCode` the status.
 */
export type S3Requests = {
	head(key: string): Promise<S3Headers>;
	/** @param ifMatch only if the object still has this ETag */
	get(
		key: string,
		range: S3Range | null,
		ifMatch?: string,
	): Promise<S3Headers & { readonly body: unknown }>;
	put(key: string, body: Uint8Array | LocalFile, options: S3PutOptions): Promise<void>;
	delete(key: string): Promise<void>;
	list(prefix: string, continuation: string | undefined): Promise<S3Page>;
};

/**
 * Formats a `Range` header.
 *
 * @example
 * formatRange({ start: 2, end: 4 }); // "bytes=2-4"
 */
export function formatRange({ start, end }: S3Range): string {
	return `bytes=${start}-${end ?? ""}`;
}
