import { randomUUID } from "node:crypto";
import {
	CloudFrontClient,
	CreateInvalidationCommand,
	TooManyInvalidationsInProgress,
} from "@aws-sdk/client-cloudfront";
import { WidthwiseError } from "widthwise";
import { imagePathPrefix, photoPrefix } from "widthwise/url";

/** The CDN in front of the site. */
export type Cdn = {
	readonly distributionId: string;
	/**
	 * Invalidates a photo's images; `false` if too many invalidations are in progress: try again later.
	 * Safe to repeat.
	 */
	invalidate(photoId: string): Promise<boolean>;
};

/**
 * Lists the paths under which a CDN may hold a photo's images: as visitors request them, and as the
 * viewer request function rewrites them.
 *
 * @example
 * photoPaths(id); // ["/media/<id>/*", "/photos/<id>/*"]
 */
export function photoPaths(photoId: string): readonly string[] {
	return [`${imagePathPrefix(photoId)}*`, `/${photoPrefix(photoId)}*`];
}

/**
 * Creates a client of a CloudFront distribution, with the SDK's default credentials. `invalidate`
 * rejects with `unavailable` if CloudFront refuses or does not answer.
 *
 * @example
 * const cdn = createCloudFront("E2QWRUHAPOMQZL");
 * await cdn.invalidate(photoId); // true
 */
export function createCloudFront(distributionId: string): Cdn {
	// CloudFront is global; its API is in us-east-1.
	const client = new CloudFrontClient({ region: "us-east-1" });
	return {
		distributionId,
		async invalidate(photoId) {
			const paths = photoPaths(photoId);
			const command = new CreateInvalidationCommand({
				DistributionId: distributionId,
				InvalidationBatch: {
					// A reference that was used before names the earlier invalidation and does nothing.
					CallerReference: randomUUID(),
					Paths: { Quantity: paths.length, Items: [...paths] },
				},
			});
			try {
				await client.send(command);
				return true;
			} catch (cause) {
				// CloudFront allows 15 wildcard paths in progress: those of seven photos.
				if (cause instanceof TooManyInvalidationsInProgress) return false;
				const message = "The photo's images could not be deleted from the CDN";
				throw new WidthwiseError("unavailable", message, { cause });
			}
		},
	};
}
