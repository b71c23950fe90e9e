import type { Store } from "widthwise";
import { createLightS3Store } from "./s3/light-store.ts";

/** The location of a public store. */
export type PublicStoreLocation = {
	readonly bucket: string;
	/** The prefix of all keys, without a trailing slash; may be empty. */
	readonly prefix: string;
	readonly region: string;
	/** The URL of an S3 server other than Amazon's. */
	readonly endpoint: string | undefined;
};

/** The objects of the public store never change. */
export const IMAGE_CACHE_CONTROL = "public, max-age=31536000, immutable";

/**
 * Opens a public store in a bucket. Its objects never change, and CloudFront forwards their headers, so
 * `Cache-Control` lets every cache store them.
 *
 * @example
 * const store = openPublicStore({ bucket: "photos", prefix: "", region: "eu-central-1", endpoint: undefined });
 */
export function openPublicStore(location: PublicStoreLocation): Store {
	return createLightS3Store({ ...location, cacheControl: IMAGE_CACHE_CONTROL });
}
