import type { PublicStoreLocation } from "../public-store.ts";
import type { EdgeRequest } from "./event.ts";

/**
 * Reads the bucket of a request from the custom headers of the distribution's origin, because
 * Lambda@Edge functions have no environment variables. Visitors cannot set these headers.
 *
 * @throws {Error} if the origin has no `x-widthwise-bucket` or `x-widthwise-region`
 *
 * @example
 * originBucket(request); // { bucket: "photos", region: "eu-central-1", prefix: "", endpoint: undefined }
 */
export function originBucket({ origin }: EdgeRequest): PublicStoreLocation {
	const read = (name: string): string | undefined =>
		origin?.s3?.customHeaders[`x-widthwise-${name}`]?.[0]?.value || undefined;
	const [bucket, region] = [read("bucket"), read("region")];
	if (!bucket || !region) {
		throw new Error("The origin needs custom headers x-widthwise-bucket and x-widthwise-region");
	}
	return { bucket, region, prefix: read("prefix") ?? "", endpoint: read("endpoint") };
}
