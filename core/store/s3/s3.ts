/**
 * A store in a bucket of Amazon S3 or a compatible server.
 *
 * @module
 */

import { checkText } from "../../arguments/check-part.ts";
import type { Store } from "../store.ts";
import type { S3Connection } from "./connection.ts";
import { createSdkRequests } from "./sdk-requests.ts";
import { createStoreOnRequests } from "./store-on-requests.ts";

export { type S3Connection, type S3Credentials, s3ClientOptions } from "./connection.ts";
export { isSetupFailure, s3Failure } from "./error.ts";
export { RESPONSE_TIMEOUT_MS } from "./limits.ts";

/** The location of a store on a server, and how caches may store its objects. */
export type S3StoreOptions = S3Connection & {
	readonly bucket: string;
	/** The prefix of all keys, such as `site/public`, like a folder. Default: none. */
	readonly prefix?: string | undefined;
	/** The `Cache-Control` header of every object, for readers behind a CDN. Default: none. */
	readonly cacheControl?: string | undefined;
};

/**
 * Makes a store in a bucket of Amazon S3 or of a compatible server. Files over 5 MB are sent in
 * parts, with at most 20 MB of them in memory. Failed requests are retried, and interrupted
 * downloads are continued. All requests have a time limit. The credentials need the permission to
 * list the bucket: without it, S3 does not distinguish a missing object from a forbidden one.
 *
 * `ifAbsent` is sent as `If-None-Match: *`, so the server decides. On servers that do not support
 * it for uploads in parts, two simultaneous uploads of the same object may both succeed.
 *
 * @throws {WidthwiseError} `invalid-argument` without a bucket; from the store's functions:
 *   `unavailable`, or `misconfigured` if credentials, bucket or region are wrong
 *
 * @example
 * const store = createS3Store({ bucket: "photos", prefix: "public", region: "eu-central-1" });
 * await store.put("photos/ab/master", Uint8Array.of(1, 2), { contentType: "image/jpeg" });
 */
export function createS3Store(options: S3StoreOptions): Store {
	checkText(options.bucket, "bucket must be the name of a bucket");
	return createStoreOnRequests(createSdkRequests(options.bucket, options), options);
}
