import type { Store } from "widthwise";
import { createS3Store } from "widthwise/store/s3";

/** Where a public store is. */
export type PublicPlace = {
	readonly bucket: string;
	/** What keys begin with, without a slash at its end; or empty. */
	readonly prefix: string;
	readonly region: string;
	/** The address of an S3 server that is not Amazon's. */
	readonly endpoint: string | undefined;
};

/**
 * Opens a public store in a bucket. Nothing in it ever changes, and CloudFront hands on what its objects
 * say, so they tell every cache to keep them.
 *
 * @example
 * const store = openPublicStore({ bucket: "photos", prefix: "", region: "eu-central-1", endpoint: undefined });
 */
export function openPublicStore(place: PublicPlace): Store {
	return createS3Store({ ...place, cacheControl: "public, max-age=31536000, immutable" });
}
